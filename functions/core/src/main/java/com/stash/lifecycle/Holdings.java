package com.stash.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that is kept of a tenant, whatever it is: rows by their tables, and objects. */
public interface Holdings {
  /** Returns how many rows each table has, and how many {@code objects} there are. */
  Map<String, Long> count(TenantScope scope);

  /** Reads a table's rows page by page, without what could open anything. */
  void rows(TenantScope scope, String table, RowReader reader) throws IOException;

  /** Reads the objects one by one. */
  void objects(TenantScope scope, ObjectReader reader) throws IOException;

  /** Returns the tables that hold what a tenant may take with it. */
  Set<String> exported(TenantScope scope);

  /** Returns the certificate of an erased tenant, under the platform's scope. */
  Optional<ErasureCertificate> certificate(TenantScope platform, TenantId tenant);

  /** Takes one row. */
  interface RowReader {
    void read(JsonNode row) throws IOException;
  }

  /** Takes one object; {@code path} is below the tenant's prefix. */
  interface ObjectReader {
    void read(String path, InputStream bytes) throws IOException;
  }
}
