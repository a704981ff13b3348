package com.stash.credentials;

import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The credentials of a tenant, or of the platform: those of the system. */
public interface Credentials {
  Optional<Credential> find(TenantScope scope, CredentialId id);

  /** Returns those that are there, read together and consistently. */
  Map<CredentialId, Credential> find(TenantScope scope, Collection<CredentialId> ids);

  /** Returns a page in a fixed order, of one place or of all; those that hold no value included. */
  Page<Credential> list(TenantScope scope, @Nullable CredentialScope place, Page.Request request);

  /** Returns those with the earliest {@link Credential#due}, the earliest first. */
  List<CredentialId> due(TenantScope scope, int limit);
}
