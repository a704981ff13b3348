package com.stash.credentials;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Transactions;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Disables, enables, expires, shares and deletes credentials; each is one conditional write. */
public final class ChangingCredentials {
  private final WritingCredentials writing;

  public ChangingCredentials(Credentials credentials, Transactions transactions, Clock clock) {
    this.writing = new WritingCredentials(credentials, transactions, clock);
  }

  /** Stops every search that comes to it, until it is enabled. */
  public Outcome<Credential> disable(
      TenantScope scope, CredentialId id, long version, @Nullable IdempotencyKey idempotency) {
    return become(scope, id, version, idempotency, CredentialState.DISABLED);
  }

  public Outcome<Credential> enable(
      TenantScope scope, CredentialId id, long version, @Nullable IdempotencyKey idempotency) {
    return become(scope, id, version, idempotency, CredentialState.ACTIVE);
  }

  /** Ends its value now and for good; a rotation makes an active one active again. */
  public Outcome<Credential> expire(
      TenantScope scope, CredentialId id, long version, @Nullable IdempotencyKey idempotency) {
    return writing.change(
        scope,
        id,
        version,
        Requested.of(idempotency),
        (there, stamp) ->
            there.state() == CredentialState.ACTIVE || there.state() == CredentialState.DISABLED
                ? Outcome.done(there.ended(stamp.updatedAt(), stamp))
                : Outcome.refused(Refusal.wrongState("The credential", there.state())));
  }

  /**
   * Says which tenants may use a credential of the system.
   *
   * @param from their least tier; {@code null} for none
   */
  public Outcome<Credential> share(
      TenantScope scope,
      CredentialId id,
      long version,
      @Nullable Tier from,
      @Nullable IdempotencyKey idempotency) {
    return writing.change(
        scope,
        id,
        version,
        Requested.of(idempotency),
        (there, stamp) ->
            there.state() == CredentialState.EMPTY
                ? Outcome.refused(Refusal.wrongState("The credential", there.state()))
                : Outcome.done(there.sharedFrom(from, stamp)));
  }

  /** Takes all its values away for good; who and when stays, and searches go on past it. */
  public Outcome<Credential> delete(
      TenantScope scope, CredentialId id, long version, @Nullable IdempotencyKey idempotency) {
    return writing.change(
        scope,
        id,
        version,
        Requested.of(idempotency),
        (there, stamp) ->
            there.state() == CredentialState.EMPTY && !there.endsSearch()
                ? Outcome.refused(Refusal.wrongState("The credential", there.state()))
                : Outcome.done(there.emptied(false, stamp)));
  }

  private Outcome<Credential> become(
      TenantScope scope,
      CredentialId id,
      long version,
      @Nullable IdempotencyKey idempotency,
      CredentialState next) {
    return writing.change(
        scope,
        id,
        version,
        Requested.of(idempotency),
        (there, stamp) ->
            may(there.state(), next)
                ? Outcome.done(there.become(next, stamp))
                : Outcome.refused(Refusal.wrongState("The credential", there.state())));
  }

  /** What is expired or empty becomes active by a new value only. */
  private static boolean may(CredentialState state, CredentialState next) {
    return next == CredentialState.ACTIVE
        ? state == CredentialState.DISABLED
        : state.mayBecome(next);
  }
}
