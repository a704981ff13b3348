package com.stash.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.identity.User;
import com.stash.kernel.Json;

/** Users as clients see them. */
final class UserViews {
  private UserViews() {}

  static ObjectNode user(User user) {
    var view = Json.object();
    view.put("id", user.id());
    view.put("email", user.email());
    view.put("name", user.name());
    view.put("role", user.role().wire());
    KeyViews.permissions(view, "granted", user.granted());
    KeyViews.permissions(view, "withheld", user.withheld());
    view.put("state", user.state().wire());
    view.put("signedIn", user.externalSubject() != null);
    Views.put(view, "invitedUntil", user.invitedUntil());
    return Views.stamped(view, user.stamp());
  }
}
