package com.stash.identity;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Change.Require;
import com.stash.transactions.Claims;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Remembering;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Changes what users may do, disables and enables them, and renews invitations. An owner steps down
 * only in a transaction that requires another one to be active, so that two who unmake each other
 * at once cannot both succeed.
 */
public final class ChangingUsers {
  private static final int TRIES = 5;

  private final Users users;
  private final Remembering memory;
  private final Clock clock;

  public ChangingUsers(Users users, Transactions transactions, Claims claims, Clock clock) {
    this.users = users;
    this.memory = new Remembering(transactions, claims);
    this.clock = clock;
  }

  /** Who changes which version of whom. */
  public record Target(Caller caller, String id, long version, @Nullable IdempotencyKey request) {}

  /** Gives the user other rights. */
  public Outcome<User> change(
      TenantScope scope,
      Target target,
      Role role,
      Set<Permission> granted,
      Set<Permission> withheld) {
    return apply(
        scope,
        target,
        (user, stamp) -> Outcome.done(user.withRights(role, granted, withheld, stamp)));
  }

  /** Shuts the user out, or withdraws the invitation. */
  public Outcome<User> disable(TenantScope scope, Target target) {
    return become(scope, target, UserState.DISABLED);
  }

  /** Lets a user who has signed in before in again. */
  public Outcome<User> enable(TenantScope scope, Target target) {
    return apply(
        scope,
        target,
        (user, stamp) ->
            user.state() == UserState.DISABLED && user.externalSubject() != null
                ? Outcome.done(user.become(UserState.ACTIVE, stamp))
                : Outcome.refused(wrongState(user)));
  }

  /** Lets an invitation that was not accepted last for another seven days from now. */
  public Outcome<User> renew(TenantScope scope, Target target) {
    return apply(
        scope,
        target,
        (user, stamp) ->
            user.state() != UserState.ACTIVE && user.externalSubject() == null
                ? Outcome.done(user.invited(stamp.updatedAt().plus(InvitingUsers.LASTS), stamp))
                : Outcome.refused(wrongState(user)));
  }

  private Outcome<User> become(TenantScope scope, Target target, UserState next) {
    return apply(
        scope,
        target,
        (user, stamp) ->
            user.state().mayBecome(next)
                ? Outcome.done(user.become(next, stamp))
                : Outcome.refused(wrongState(user)));
  }

  private Outcome<User> apply(
      TenantScope scope, Target target, BiFunction<User, Stamp, Outcome<User>> change) {
    var first =
        found(scope, target.id())
            .flatMap(
                user ->
                    user.version() == target.version()
                        ? change
                            .apply(user, scope.changed(user.stamp(), clock.instant()))
                            .flatMap(next -> permitted(scope, target, user, next))
                        : Outcome.refused(Refusal.stale()));
    return memory.orBefore(scope, target.request(), first, id -> found(scope, id));
  }

  private Outcome<User> permitted(TenantScope scope, Target target, User before, User after) {
    return UserRules.check(target.caller(), before, after)
        .<Outcome<User>>map(Outcome::refused)
        .orElseGet(() -> written(scope, target, before, after));
  }

  private Outcome<User> written(TenantScope scope, Target target, User before, User after) {
    var stepsDown = before.isActiveOwner() && !after.isActiveOwner();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      var changes = new ArrayList<Change>();
      changes.add(new Replace(after));
      if (stepsDown) {
        var other = users.otherOwner(scope, before.id());
        if (other.isEmpty()) {
          return Outcome.refused(lastOwner());
        }
        changes.add(new Require(other.get()));
      }
      switch (memory.commit(scope, target.request(), after.id(), after.stamp(), changes)) {
        case Verdict.Committed() -> {
          return Outcome.done(after);
        }
        case Verdict.Clashed(Require _, var _) -> {
          // The other owner was changed meanwhile; there may be a third.
        }
        case Verdict.Clashed _ -> {
          return Outcome.refused(Refusal.stale());
        }
      }
    }
    return Outcome.refused(Refusal.stale());
  }

  private Outcome<User> found(TenantScope scope, String id) {
    return users
        .find(scope, id)
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }

  private static Refusal wrongState(User user) {
    return Refusal.wrongState(
        user.externalSubject() == null
            ? "The user, who has not signed in yet,"
            : "The user, who has signed in before,",
        user.state());
  }

  private static Refusal lastOwner() {
    return Refusal.of(
        Refusal.Kind.CONFLICT,
        "last_owner",
        "A tenant keeps an active owner. Make somebody else an owner first.");
  }
}
