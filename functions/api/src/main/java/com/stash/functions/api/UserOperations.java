package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.identity.ChangingUsers;
import com.stash.identity.Email;
import com.stash.identity.InvitingUsers;
import com.stash.identity.Permission;
import com.stash.identity.Role;
import com.stash.identity.User;
import com.stash.identity.Users;
import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.store.Stores;
import com.stash.tenancy.TenantScope;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** Users: invite, list, read, change, disable, enable, renew an invitation. */
final class UserOperations {
  private final Users users;
  private final InvitingUsers inviting;
  private final ChangingUsers changing;

  private UserOperations(Stores stores, Ids ids, Clock clock) {
    users = stores.users();
    inviting = new InvitingUsers(users, stores.transactions(), stores.claims(), ids, clock);
    changing = new ChangingUsers(users, stores.transactions(), stores.claims(), clock);
  }

  static Map<String, Operation> of(Stores stores, Ids ids, Clock clock) {
    var all = new UserOperations(stores, ids, clock);
    return Map.of(
        "inviteUser", all::invite,
        "listUsers", all::list,
        "readUser", all::read,
        "changeUser", all::change,
        "disableUser", r -> step(r, all.changing::disable),
        "enableUser", r -> step(r, all.changing::enable),
        "renewInvitation", r -> step(r, all.changing::renew));
  }

  private Answer invite(Request request) {
    var body = request.body();
    return Answer.of(
        rights(body)
            .flatMap(rights -> wish(body, rights))
            .flatMap(
                wish ->
                    inviting.invite(
                        request.scope(), request.caller(), wish, request.idempotency())),
        user -> Answer.created("/v1/users/" + user.id(), UserViews.user(user), user.version()));
  }

  private Answer list(Request request) {
    return request.page(Keys.ID, page -> users.list(request.scope(), page), UserViews::user);
  }

  private Answer read(Request request) {
    return Answer.found(users.find(request.scope(), request.user()), UserOperations::shown);
  }

  private Answer change(Request request) {
    return Answer.of(
        rights(request.body())
            .flatMap(
                rights ->
                    changing.change(
                        request.scope(),
                        target(request),
                        rights.role(),
                        rights.granted(),
                        rights.withheld())),
        UserOperations::shown);
  }

  /** A change without a body. */
  private interface Step {
    Outcome<User> by(TenantScope scope, ChangingUsers.Target target);
  }

  private static Answer step(Request request, Step step) {
    return Answer.of(step.by(request.scope(), target(request)), UserOperations::shown);
  }

  private static ChangingUsers.Target target(Request request) {
    return new ChangingUsers.Target(
        request.caller(), request.user(), request.version(), request.idempotency());
  }

  private record Rights(Role role, Set<Permission> granted, Set<Permission> withheld) {}

  private static Outcome<Rights> rights(JsonNode body) {
    for (var member : Set.of("granted", "withheld")) {
      for (var permission : KeyOperations.permissions(body.path(member))) {
        if (!Role.OWNER.permissions().contains(permission)) {
          return Outcome.refused(
              Refusal.invalid("/" + member, "There is no permission " + permission + "."));
        }
      }
    }
    return Outcome.done(
        new Rights(
            Role.parse(body.path("role").asText()),
            KeyOperations.permissions(body.path("granted")),
            KeyOperations.permissions(body.path("withheld"))));
  }

  private static Outcome<InvitingUsers.Wish> wish(JsonNode body, Rights rights) {
    try {
      return Outcome.done(
          new InvitingUsers.Wish(
              Email.parse(body.path("email").asText()),
              body.path("name").asText(),
              rights.role(),
              rights.granted(),
              rights.withheld()));
    } catch (IllegalArgumentException e) {
      return Outcome.refused(Refusal.invalid("/email", "It is no e-mail address in ASCII."));
    }
  }

  private static Answer shown(User user) {
    return Answer.entity(UserViews.user(user), user.version());
  }
}
