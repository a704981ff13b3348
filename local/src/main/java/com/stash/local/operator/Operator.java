package com.stash.local.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Page;
import com.stash.local.aws.CannotStart;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** One run of an operator's command: what it works on, who it is, and where it prints. */
public final class Operator {
  private final Session session;
  private final Stores stores;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final Ids ids;
  private final Origin origin;

  Operator(Session session, PrintWriter out, PrintWriter err, boolean json) {
    this.session = session;
    this.stores = new Stores(session.backend());
    this.out = out;
    this.err = err;
    this.json = json;
    this.ids = new Ids(session.backend().clock(), session.backend().random());
    this.origin =
        new Origin(
            new Actor(ActorType.OPERATOR, System.getProperty("user.name", "unknown")),
            "command-" + ids.ulid(),
            null,
            null);
  }

  public Session session() {
    return session;
  }

  public Backend backend() {
    return session.backend();
  }

  public Stores stores() {
    return stores;
  }

  public Ids ids() {
    return ids;
  }

  public Origin origin() {
    return origin;
  }

  /** Whether answers are to be printed as JSON. */
  public boolean json() {
    return json;
  }

  public PrintWriter out() {
    return out;
  }

  /** Where progress and faults are told, so that standard output holds the answer only. */
  public PrintWriter err() {
    return err;
  }

  /** Prints an answer as JSON or for a person, as was asked for. */
  public void answer(JsonNode asJson, Consumer<PrintWriter> asText) {
    if (json) {
      out.println(Json.sorted(asJson));
    } else {
      asText.accept(out);
    }
    out.flush();
  }

  /** Returns a path as the operator meant it. */
  public Path path(Path path) {
    return session.folder().resolve(path);
  }

  /** Returns the tenant of a slug or an id; throws, saying what to do, when there is none. */
  public Tenant tenant(String slugOrId) {
    return find(slugOrId)
        .orElseThrow(
            () ->
                new CannotStart(
                    "There is no tenant %s: see which there are with tenants list."
                        .formatted(slugOrId)));
  }

  private Optional<Tenant> find(String slugOrId) {
    if (Ids.isUlid(slugOrId)) {
      return stores.tenants().find(new TenantId(slugOrId));
    }
    try {
      return stores.tenants().owner(new Slug(slugOrId)).flatMap(stores.tenants()::find);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public PlatformScope platform() {
    return stores.gate().platform(origin);
  }

  public TenantScope scope(TenantId tenant) {
    return stores.gate().forOperator(stores.gate().platform(origin), tenant);
  }

  /** Does something with every tenant, oldest first. */
  public void eachTenant(Consumer<TenantId> action) {
    Page.each(stores.tenants()::list, action);
  }
}
