package com.stash.functions.api;

import com.stash.credentials.ChangingCredentials;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialId;
import com.stash.credentials.RotatingCredentials;
import com.stash.credentials.RotatingCredentials.Turn;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.store.Stores;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.IdempotencyKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes of credentials: new values step by step, and the ends of old ones. */
final class CredentialChanges {
  private final CredentialViews views;
  private final RotatingCredentials rotating;
  private final ChangingCredentials changing;

  private CredentialChanges(Stores stores, Clock clock) {
    this.views = new CredentialViews(clock);
    var all = stores.credentials();
    this.rotating = all.rotating();
    this.changing = all.changing();
  }

  static Map<String, Operation> of(Stores stores, Clock clock) {
    var all = new CredentialChanges(stores, clock);
    return Map.of(
        "rotateCredential", all::rotate,
        "promoteCredential", r -> all.move(r, all.rotating::promote),
        "rollBackCredential", r -> all.move(r, all.rotating::rollBack),
        "disableCredential", r -> all.change(r, all.changing::disable),
        "enableCredential", r -> all.change(r, all.changing::enable),
        "expireCredential", r -> all.change(r, all.changing::expire),
        "deleteCredential", r -> all.change(r, all.changing::delete));
  }

  private Answer rotate(Request request) {
    var body = request.body();
    var value = CredentialBodies.secret(body);
    if (value == null) {
      return Answer.refused(Refusal.invalid("/value", "A value is expected."));
    }
    return Answer.of(
        CredentialBodies.expiry(body)
            .flatMap(
                expiresAt ->
                    rotating.rotate(
                        request.scope(),
                        request.credential(),
                        request.version(),
                        new Turn(
                            body.path("staged").asBoolean(),
                            CredentialBodies.grace(body),
                            expiresAt.equals(Instant.MAX) ? null : expiresAt),
                        value,
                        request.idempotency())),
        this::changed);
  }

  /** A step of a rotation with a time of grace. */
  private interface Move {
    Outcome<Credential> by(
        TenantScope scope,
        CredentialId id,
        long version,
        Duration grace,
        @Nullable IdempotencyKey idempotency);
  }

  private Answer move(Request request, Move move) {
    return Answer.of(
        move.by(
            request.scope(),
            request.credential(),
            request.version(),
            CredentialBodies.grace(request.body()),
            request.idempotency()),
        this::changed);
  }

  /** A change without a body. */
  private interface Change {
    Outcome<Credential> by(
        TenantScope scope, CredentialId id, long version, @Nullable IdempotencyKey idempotency);
  }

  private Answer change(Request request, Change change) {
    return Answer.of(
        change.by(request.scope(), request.credential(), request.version(), request.idempotency()),
        this::changed);
  }

  private Answer changed(Credential credential) {
    return Answer.entity(views.credential(credential), credential.version());
  }
}
