package com.stash.identity;

import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claim;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.Optional;

/**
 * Finds the user that a good token belongs to. Who was invited becomes that user by signing in: the
 * first token whose verified address is the invited one binds the issuer's subject to it, for ever.
 */
public final class SigningIn {
  private final Users users;
  private final Transactions transactions;
  private final Gate gate;
  private final Clock clock;

  public SigningIn(Users users, Transactions transactions, Gate gate, Clock clock) {
    this.users = users;
    this.transactions = transactions;
    this.gate = gate;
    this.clock = clock;
  }

  /** Returns the active user; empty for every reason alike. */
  Optional<User> user(TenantId tenant, Tokens.Good token, Origin origin) {
    var scope = gate.forCredential(tenant, origin);
    return users
        .bySubject(scope, token.subject())
        .or(() -> accepted(scope, token))
        .filter(user -> user.state() == UserState.ACTIVE);
  }

  private Optional<User> accepted(TenantScope scope, Tokens.Good token) {
    return token
        .verifiedEmail()
        .flatMap(email -> users.byEmail(scope, email))
        .filter(user -> user.mayBeBound(clock.instant()))
        .flatMap(user -> bound(scope, user, token.subject()));
  }

  private Optional<User> bound(TenantScope scope, User user, Subject subject) {
    var origin = scope.origin();
    var self =
        gate.forCredential(
            scope.tenant(),
            new Origin(
                new Actor(ActorType.USER, user.id()),
                origin.requestId(),
                origin.sourceIp(),
                origin.userAgent()));
    var now = clock.instant();
    var bound = user.boundTo(subject, self.changed(user.stamp(), now));
    var claim = new Claim(subject.claimKey(), user.id(), null, null, self.created(now));
    return switch (transactions.commit(self, new Replace(bound), new Create(claim))) {
      case Verdict.Committed() -> Optional.of(bound);
      // The same person's other request was first, or the user was changed meanwhile.
      case Verdict.Clashed _ -> users.bySubject(scope, subject);
    };
  }
}
