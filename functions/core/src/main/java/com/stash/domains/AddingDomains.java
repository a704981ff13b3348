package com.stash.domains;

import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.Domain;
import com.stash.tenancy.DomainState;
import com.stash.tenancy.Feature;
import com.stash.tenancy.HostName;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claim;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes a host name that a tenant wants, with the text that will prove it. */
public final class AddingDomains {
  private final TenantDirectory tenants;
  private final Domains domains;
  private final Transactions transactions;
  private final CentralHosts central;
  private final Ids ids;
  private final Clock clock;

  public AddingDomains(
      TenantDirectory tenants,
      Domains domains,
      Transactions transactions,
      CentralHosts central,
      Ids ids,
      Clock clock) {
    this.tenants = tenants;
    this.domains = domains;
    this.transactions = transactions;
    this.central = central;
    this.ids = ids;
    this.clock = clock;
  }

  /** Returns the pending domain; a repeat returns the same with the same token. */
  public Outcome<Domain> add(
      TenantScope scope, String typed, @Nullable IdempotencyKey idempotency) {
    return host(typed).flatMap(host -> add(scope, host, idempotency));
  }

  private Outcome<Domain> add(
      TenantScope scope, HostName host, @Nullable IdempotencyKey idempotency) {
    if (!tenants.find(scope.tenant()).orElseThrow().plan().has(Feature.CUSTOM_DOMAINS)) {
      return Outcome.refused(
          Refusal.of(Kind.FORBIDDEN, "feature_missing", "Your tier has no domains of your own."));
    }
    var existing = domains.find(scope, Domain.idOf(host));
    if (existing.isEmpty() && isFull(scope)) {
      return Outcome.refused(
          Refusal.of(
              Kind.CONFLICT,
              "too_many_domains",
              "A tenant has at most %d domains.".formatted(Domains.MOST)));
    }
    return existing
        .map(found -> again(scope, found))
        .orElseGet(() -> create(scope, host, idempotency));
  }

  private Outcome<Domain> create(
      TenantScope scope, HostName host, @Nullable IdempotencyKey idempotency) {
    var stamp = scope.created(clock.instant());
    var domain = Domain.custom(host, ids.ulid(), stamp);
    var changes = new ArrayList<Change>();
    if (idempotency != null) {
      changes.add(new Create(idempotency.claim(domain.id(), stamp)));
    }
    changes.add(new Create(domain));
    return switch (transactions.commit(scope, changes)) {
      case Verdict.Committed() -> Outcome.done(domain);
      case Verdict.Clashed(Create(Claim claim), Claim before) ->
          Objects.equals(claim.fingerprint(), before.fingerprint())
              ? Outcome.done(domains.find(scope, before.owner()).orElseThrow())
              : Outcome.refused(IdempotencyKey.mismatch());
      case Verdict.Clashed(Create _, Domain before) -> again(scope, before);
      case Verdict.Clashed clash -> throw new IllegalStateException("cannot be: " + clash);
    };
  }

  private Outcome<Domain> again(TenantScope scope, Domain before) {
    if (before.state() != DomainState.REVOKED) {
      return Outcome.done(before);
    }
    var pending = before.again(ids.ulid(), scope.changed(before.stamp(), clock.instant()));
    return transactions.commit(scope, new Replace(pending)) instanceof Verdict.Committed
        ? Outcome.done(pending)
        : Outcome.refused(Refusal.stale());
  }

  private boolean isFull(TenantScope scope) {
    return domains.list(scope, Page.Request.first(Domains.MOST)).items().size() == Domains.MOST;
  }

  /** Reads a host name that can be a tenant's own: public, of several parts, not the platform's. */
  private Outcome<HostName> host(String typed) {
    if (!typed.strip().equals(typed) || typed.contains(":") || typed.contains("/")) {
      return invalid("A host name is expected, without address, port or path.");
    }
    HostName host;
    try {
      host = HostName.parse(typed);
    } catch (IllegalArgumentException e) {
      return invalid("It is not a host name.");
    }
    return unfit(host)
        .<Outcome<HostName>>map(AddingDomains::invalid)
        .orElseGet(() -> Outcome.done(host));
  }

  private Optional<String> unfit(HostName host) {
    var labels = host.value().split("\\.", -1);
    if (labels.length < 2) {
      return Optional.of("A host name of at least two parts is expected.");
    }
    if (labels[labels.length - 1].matches("[0-9]+|0x[0-9a-f]*")) {
      return Optional.of("An address is no host name.");
    }
    if (host.value().length() + Domain.CHALLENGE.length() > 253) {
      return Optional.of("The host name is too long to be proved.");
    }
    return central.owns(host)
        ? Optional.of("The host name is the platform's own.")
        : Optional.empty();
  }

  private static Outcome<HostName> invalid(String message) {
    return Outcome.refused(Refusal.invalid("/host", message));
  }
}
