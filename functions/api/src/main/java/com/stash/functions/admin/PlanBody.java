package com.stash.functions.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.tenancy.Feature;
import com.stash.tenancy.LimitOverrides;
import com.stash.tenancy.Plan;
import com.stash.tenancy.Tenant.CreditPolicy;
import com.stash.tenancy.Tier;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan as operators write it: whole; what is left out is as the tier has it. */
final class PlanBody {
  private PlanBody() {}

  static Outcome<Plan> read(JsonNode body) {
    return body.has("trialEndsAt")
        ? time(body, "trialEndsAt").map(end -> read(body, end))
        : Outcome.done(read(body, null));
  }

  /** Reads a time that has the right shape, but may be no day of the calendar. */
  static Outcome<Instant> time(JsonNode body, String name) {
    try {
      return Outcome.done(Instant.parse(body.path(name).asText()));
    } catch (DateTimeException e) {
      return Outcome.refused(Refusal.invalid("/" + name, "There is no such time."));
    }
  }

  private static Plan read(JsonNode body, @Nullable Instant trialEndsAt) {
    var features = new EnumMap<Feature, Boolean>(Feature.class);
    for (var member : body.path("features").properties()) {
      features.put(Feature.parse(member.getKey()), member.getValue().asBoolean());
    }
    return new Plan(
        Tier.parse(body.path("tier").asText()),
        limits(body.path("limits")),
        features,
        CreditPolicy.valueOf(body.path("creditPolicy").asText("hard").toUpperCase(Locale.ROOT)),
        trialEndsAt);
  }

  private static LimitOverrides limits(JsonNode limits) {
    return new LimitOverrides(
        number(limits, "documentsPerMonth"),
        number(limits, "aiTokensPerMonth"),
        number(limits, "fileBytes"),
        small(limits, "concurrentJobs"),
        small(limits, "requestsPerSecond"));
  }

  private static @Nullable Long number(JsonNode limits, String name) {
    return limits.has(name) ? Long.valueOf(limits.path(name).asLong()) : null;
  }

  private static @Nullable Integer small(JsonNode limits, String name) {
    return limits.has(name) ? Integer.valueOf(limits.path(name).asInt()) : null;
  }
}
