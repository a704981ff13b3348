package com.stash.domains;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.tenancy.Domain;
import com.stash.tenancy.DomainState;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.NameKind;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Change.TakeName;
import com.stash.transactions.Claim;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the proof of a host name in the DNS and, when it is there, claims the name on the whole
 * platform in the transaction that makes the domain verified: of two tenants, one wins.
 */
public final class VerifyingDomains {
  private static final String LABEL = "_stash-challenge";

  private final Domains domains;
  private final Transactions transactions;
  private final TxtRecords records;
  private final Clock clock;

  public VerifyingDomains(
      Domains domains, Transactions transactions, TxtRecords records, Clock clock) {
    this.domains = domains;
    this.transactions = transactions;
    this.records = records;
    this.clock = clock;
  }

  /** Verifies a pending domain; one that is verified stays so. */
  public Outcome<Domain> verify(
      TenantScope scope, String id, long version, @Nullable IdempotencyKey idempotency) {
    return ChangingDomains.find(domains, scope, id)
        .flatMap(
            domain ->
                switch (domain.state()) {
                  case VERIFIED -> Outcome.done(domain);
                  case REVOKED -> Outcome.refused(Refusal.wrongState("The domain", domain.state()));
                  case PENDING -> proved(scope, domain, version, idempotency);
                });
  }

  private Outcome<Domain> proved(
      TenantScope scope, Domain domain, long version, @Nullable IdempotencyKey idempotency) {
    try {
      if (!records.texts(LABEL, domain.host()).contains(domain.verificationToken())) {
        return Outcome.refused(
            Refusal.of(
                Kind.CONFLICT,
                "not_proved",
                "There is no TXT record at %s with the token. Changes of the DNS take a while."
                    .formatted(domain.challenge())));
      }
    } catch (TxtRecords.Unreachable e) {
      return Outcome.refused(
          Refusal.of(Kind.UNAVAILABLE, "dns_unreachable", "The DNS does not answer. Try again."));
    }
    return claimed(scope, domain, version, idempotency);
  }

  private Outcome<Domain> claimed(
      TenantScope scope, Domain domain, long version, @Nullable IdempotencyKey idempotency) {
    var now = clock.instant();
    var stamp = ChangingDomains.after(scope, domain, version, now);
    var verified = domain.become(DomainState.VERIFIED, stamp);
    var changes = new ArrayList<Change>();
    if (idempotency != null) {
      changes.add(new Create(idempotency.claim(domain.id(), scope.created(now))));
    }
    changes.add(new TakeName(NameKind.HOST, domain.host().value(), now));
    changes.add(new Replace(verified));
    return switch (transactions.commit(scope, changes)) {
      case Verdict.Committed() -> Outcome.done(verified);
      case Verdict.Clashed(TakeName _, var _) ->
          Outcome.refused(
              Refusal.of(
                  Kind.CONFLICT,
                  "host_taken",
                  "The host name is another tenant's. It must be revoked there first."));
      case Verdict.Clashed(Create(Claim claim), Claim before) ->
          Objects.equals(claim.fingerprint(), before.fingerprint())
              ? ChangingDomains.find(domains, scope, before.owner())
              : Outcome.refused(IdempotencyKey.mismatch());
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }
}
