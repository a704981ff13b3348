package com.stash.functions.api;

import com.stash.identity.Caller;
import com.stash.identity.Caller.Standing;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import java.time.Duration;
import java.util.Optional;

/** Whether a caller may use an operation at all; all that is not allowed here is refused. */
final class Access {
  private static final String CAMPAIGN = "campaignId";

  private Access() {}

  /** {@code pause} is how long a maintenance still lasts, where one does. */
  static Optional<Refusal> refusal(
      Route route, Caller caller, Event event, Optional<Duration> pause) {
    return standing(route, caller, pause)
        .or(() -> permission(route, caller))
        .or(() -> campaign(route, caller, event));
  }

  private static Optional<Refusal> standing(Route route, Caller caller, Optional<Duration> pause) {
    var reads = route.method().equals("GET");
    if (reads || caller.standing() == Standing.ACTIVE) {
      return Optional.empty();
    }
    if (caller.standing() == Standing.SUSPENDED) {
      return Optional.of(
          Refusal.of(
              Kind.FORBIDDEN,
              "tenant_suspended",
              "The tenant is suspended: its owner can read and nothing can be changed."));
    }
    var maintained =
        Refusal.of(
            Kind.UNAVAILABLE,
            "maintenance",
            "Nothing can be changed during maintenance; reading works. Try again later.");
    return Optional.of(pause.map(maintained::after).orElse(maintained));
  }

  private static Optional<Refusal> permission(Route route, Caller caller) {
    return route
        .permission()
        .filter(permission -> !caller.may(permission))
        .map(
            permission ->
                Refusal.of(
                    Kind.FORBIDDEN,
                    "permission_missing",
                    "This needs the permission " + permission + "."));
  }

  /** A caller bound to one campaign sees what lies below it, and itself. */
  private static Optional<Refusal> campaign(Route route, Caller caller, Event event) {
    if (caller.campaign() == null || route.operationId().equals("readCaller")) {
      return Optional.empty();
    }
    if (!route.path().contains("{" + CAMPAIGN + "}")) {
      return Optional.of(
          Refusal.of(
              Kind.FORBIDDEN,
              "bound_to_campaign",
              "This key is bound to one campaign. Use a key without a campaign."));
    }
    return caller.campaign().equals(event.pathParameter(CAMPAIGN))
        ? Optional.empty()
        : Optional.of(Refusal.notFound());
  }
}
