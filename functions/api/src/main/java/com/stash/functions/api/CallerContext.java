package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.identity.Caller;
import com.stash.identity.Permission;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.tenancy.TenantId;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A caller as the authorizer hands it to the API: texts in the authorizer's context. */
final class CallerContext {
  private CallerContext() {}

  static ObjectNode write(Caller caller) {
    var context =
        Json.object()
            .put("tenantId", caller.tenant().value())
            .put("actorType", caller.actor().type().wire())
            .put("actorId", caller.actor().id())
            .put(
                "permissions",
                caller.permissions().stream()
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(" ")))
            .put("standing", caller.standing().wire());
    return caller.campaign() == null ? context : context.put("campaignId", caller.campaign());
  }

  /** Reads what {@link #write} wrote; what cannot be read whole is no caller. */
  static Optional<Caller> read(JsonNode context) {
    if (!context.path("tenantId").isTextual() || context.path("actorId").asText().isEmpty()) {
      return Optional.empty();
    }
    try {
      var campaign = context.path("campaignId");
      return Optional.of(
          new Caller(
              new TenantId(context.path("tenantId").asText()),
              new Actor(
                  ActorType.parse(context.path("actorType").asText()),
                  context.path("actorId").asText()),
              Arrays.stream(context.path("permissions").asText().split(" ", -1))
                  .filter(text -> !text.isEmpty())
                  .map(Permission::new)
                  .collect(Collectors.toUnmodifiableSet()),
              campaign.isMissingNode() ? null : Ids.requireUlid(campaign.asText(), "campaign id"),
              Caller.Standing.parse(context.path("standing").asText())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
