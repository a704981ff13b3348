package com.stash.identity;

import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Claim;
import com.stash.transactions.Claims;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Remembering;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Invites people; whoever signs in with the address in time becomes the user. */
public final class InvitingUsers {
  /** How long an invitation lasts. */
  public static final Duration LASTS = Duration.ofDays(7);

  private final Users users;
  private final Remembering memory;
  private final Ids ids;
  private final Clock clock;

  public InvitingUsers(
      Users users, Transactions transactions, Claims claims, Ids ids, Clock clock) {
    this.users = users;
    this.memory = new Remembering(transactions, claims);
    this.ids = ids;
    this.clock = clock;
  }

  /** What is asked for; the fields are those of {@link User}. */
  public record Wish(
      Email email, String name, Role role, Set<Permission> granted, Set<Permission> withheld) {}

  /** Returns the invited user, or the one that the same request made before. */
  public Outcome<User> invite(
      TenantScope scope, Caller caller, Wish wish, @Nullable IdempotencyKey request) {
    var stamp = scope.created(clock.instant());
    var user = user(wish, stamp);
    var first =
        UserRules.check(caller, user)
            .<Outcome<User>>map(Outcome::refused)
            .orElseGet(() -> written(scope, user, request));
    return memory.orBefore(
        scope, request, first, id -> Outcome.done(users.find(scope, id).orElseThrow()));
  }

  private User user(Wish wish, Stamp stamp) {
    return new User(
        ids.ulid(),
        wish.email().value(),
        wish.name(),
        wish.role(),
        wish.granted(),
        wish.withheld(),
        UserState.INVITED,
        null,
        stamp.createdAt().plus(LASTS),
        stamp);
  }

  private Outcome<User> written(TenantScope scope, User user, @Nullable IdempotencyKey request) {
    return switch (memory.commit(scope, request, user.id(), user.stamp(), user.creation())) {
      case Verdict.Committed() -> Outcome.done(user);
      case Verdict.Clashed(Create(Claim claim), var _) when claim.fingerprint() == null ->
          Outcome.refused(taken());
      case Verdict.Clashed _ -> Outcome.refused(Refusal.stale());
    };
  }

  private static Refusal taken() {
    return new Refusal(
        Refusal.Kind.CONFLICT,
        "email_taken",
        "There is a user with this address. Renew the invitation, or enable or change the user.",
        "/email");
  }
}
