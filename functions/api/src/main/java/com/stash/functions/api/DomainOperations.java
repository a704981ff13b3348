package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.domains.AddingDomains;
import com.stash.domains.ChangingDomains;
import com.stash.domains.DnsTxtRecords;
import com.stash.domains.Domains;
import com.stash.domains.VerifyingDomains;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Domain;
import com.stash.tenancy.DomainState;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.IdempotencyKey;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant's host names: add, list, read, verify, make the first, revoke. */
final class DomainOperations {
  private final Domains domains;
  private final AddingDomains adding;
  private final VerifyingDomains verifying;
  private final ChangingDomains changing;

  private DomainOperations(Stores stores, Backend backend, Ids ids) {
    domains = stores.domains();
    adding =
        new AddingDomains(
            stores.tenants(),
            domains,
            stores.transactions(),
            backend.hosts(),
            ids,
            backend.clock());
    verifying =
        new VerifyingDomains(
            domains, stores.transactions(), DnsTxtRecords.ofThisMachine(), backend.clock());
    changing = new ChangingDomains(domains, stores.transactions(), backend.clock());
  }

  static Map<String, Operation> of(Stores stores, Backend backend, Ids ids) {
    var all = new DomainOperations(stores, backend, ids);
    return Map.of(
        "addDomain",
        all::add,
        "listDomains",
        all::list,
        "readDomain",
        all::read,
        "verifyDomain",
        r -> change(r, all.verifying::verify),
        "makeDomainPrimary",
        r -> change(r, all.changing::makePrimary),
        "revokeDomain",
        r -> change(r, all.changing::revoke));
  }

  private Answer add(Request request) {
    var host = request.body().path("host").asText();
    return Answer.of(
        adding.add(request.scope(), host, request.idempotency()),
        added -> Answer.created("/v1/domains/" + added.id(), view(added), added.version()));
  }

  private Answer list(Request request) {
    return request.page(
        Keys.ID, page -> domains.list(request.scope(), page), DomainOperations::view);
  }

  private Answer read(Request request) {
    return Answer.found(
        domains.find(request.scope(), request.domain()),
        domain -> Answer.entity(view(domain), domain.version()));
  }

  /** A change of one domain, of the version that was read. */
  private interface Change {
    Outcome<Domain> by(
        TenantScope scope, String id, long version, @Nullable IdempotencyKey idempotency);
  }

  private static Answer change(Request request, Change change) {
    return Answer.of(
        change.by(request.scope(), request.domain(), request.version(), request.idempotency()),
        domain -> Answer.entity(view(domain), domain.version()));
  }

  private static JsonNode view(Domain domain) {
    var view = Json.object();
    view.put("id", domain.id());
    view.put("host", domain.host().value());
    view.put("display", domain.host().display());
    view.put("type", domain.type().name().toLowerCase(Locale.ROOT));
    view.put("state", domain.state().wire());
    view.put("primary", domain.primary());
    if (domain.state() == DomainState.PENDING) {
      view.putObject("challenge")
          .put("type", "TXT")
          .put("name", domain.challenge())
          .put("value", domain.verificationToken());
    }
    return Views.stamped(view, domain.stamp());
  }
}
