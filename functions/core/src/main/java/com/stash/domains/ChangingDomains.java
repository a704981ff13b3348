package com.stash.domains;

import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.kernel.Stamp;
import com.stash.tenancy.Domain;
import com.stash.tenancy.DomainState;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.NameKind;
import com.stash.transactions.Change.ReleaseName;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claim;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a domain the tenant's first, or gives it up. */
public final class ChangingDomains {
  private final Domains domains;
  private final Transactions transactions;
  private final Clock clock;

  public ChangingDomains(Domains domains, Transactions transactions, Clock clock) {
    this.domains = domains;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Makes a verified domain the first, and the one that was so another, in one transaction. */
  public Outcome<Domain> makePrimary(
      TenantScope scope, String id, long version, @Nullable IdempotencyKey idempotency) {
    return find(domains, scope, id)
        .flatMap(
            domain -> {
              if (domain.primary()) {
                return Outcome.done(domain);
              }
              if (domain.state() != DomainState.VERIFIED) {
                return Outcome.refused(Refusal.wrongState("The domain", domain.state()));
              }
              var now = clock.instant();
              var changes = new ArrayList<Change>();
              for (var other : domains.list(scope, Page.Request.first(Domains.MOST)).items()) {
                if (other.primary()) {
                  changes.add(new Replace(other.primary(false, scope.changed(other.stamp(), now))));
                }
              }
              var first = domain.primary(true, after(scope, domain, version, now));
              changes.add(new Replace(first));
              return commit(scope, changes, first, idempotency);
            });
  }

  /** Gives a domain up: it stops to resolve within seconds, and others can prove it at once. */
  public Outcome<Domain> revoke(
      TenantScope scope, String id, long version, @Nullable IdempotencyKey idempotency) {
    return find(domains, scope, id)
        .flatMap(
            domain -> {
              if (domain.state() == DomainState.REVOKED) {
                return Outcome.done(domain);
              }
              if (domain.primary() || domain.type() == Domain.Type.SUBDOMAIN) {
                return Outcome.refused(
                    Refusal.of(
                        Kind.CONFLICT,
                        "domain_in_use",
                        "The first domain and the subdomain stay. Make another the first."));
              }
              var now = clock.instant();
              var revoked = domain.become(DomainState.REVOKED, after(scope, domain, version, now));
              var changes = new ArrayList<Change>();
              if (domain.state() == DomainState.VERIFIED) {
                changes.add(new ReleaseName(NameKind.HOST, domain.host().value(), now));
              }
              changes.add(new Replace(revoked));
              return commit(scope, changes, revoked, idempotency);
            });
  }

  private Outcome<Domain> commit(
      TenantScope scope,
      List<Change> effect,
      Domain changed,
      @Nullable IdempotencyKey idempotency) {
    var changes = new ArrayList<Change>();
    if (idempotency != null) {
      changes.add(new Create(idempotency.claim(changed.id(), scope.created(clock.instant()))));
    }
    changes.addAll(effect);
    return switch (transactions.commit(scope, changes)) {
      case Verdict.Committed() -> Outcome.done(changed);
      case Verdict.Clashed(Create(Claim claim), Claim before) ->
          Objects.equals(claim.fingerprint(), before.fingerprint())
              ? find(domains, scope, before.owner())
              : Outcome.refused(IdempotencyKey.mismatch());
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }

  /** Returns the stamp after the version the client knows; another one clashes when written. */
  static Stamp after(TenantScope scope, Domain domain, long version, Instant now) {
    var known = domain.stamp();
    return scope.changed(
        new Stamp(version, known.createdAt(), known.updatedAt(), known.changedBy()), now);
  }

  static Outcome<Domain> find(Domains domains, TenantScope scope, String id) {
    return domains
        .find(scope, id)
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }
}
