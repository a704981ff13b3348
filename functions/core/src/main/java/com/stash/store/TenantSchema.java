package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.tenancy.Feature;
import com.stash.tenancy.LimitOverrides;
import com.stash.tenancy.Limits;
import com.stash.tenancy.Maintenance;
import com.stash.tenancy.Plan;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Standing;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.Tenant.CreditPolicy;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantSettings;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * A tenant as an item. The first shape held all limits, those of the tier too; the second holds
 * what was agreed instead of them.
 */
final class TenantSchema {
  static final TableSchema<Row<Tenant>> SCHEMA =
      Shape.<Tenant>of(2)
          .text("slug", t -> t.slug().value())
          .text("name", Tenant::name)
          .text("email", Tenant::email)
          .text("tier", t -> t.tier().wire())
          .former("limits")
          .node("agreedLimits", t -> limits(t.plan().agreed()))
          .node("features", t -> features(t.plan().features()))
          .text("creditPolicy", t -> Schemas.lower(t.creditPolicy()))
          .instant("trialEndsAt", t -> t.plan().trialEndsAt())
          .node("settings", t -> Json.object().put("retentionDays", t.settings().retentionDays()))
          .text("state", t -> t.state().wire())
          .text("stateReason", t -> t.standing().reason())
          .instant("suspendedAt", t -> t.standing().suspendedAt())
          .node("maintenance", t -> maintenance(t.maintenance()))
          .instant("eraseAfter", t -> t.standing().eraseAfter())
          .instant("erasingSince", t -> t.standing().erasingSince())
          .readBy(TenantSchema::read);

  private TenantSchema() {}

  private static Tenant read(Fields f) {
    return new Tenant(
        new TenantId(f.tenantId()),
        new Slug(f.text("slug")),
        f.text("name"),
        f.text("email"),
        plan(f),
        f.has("settings")
            ? new TenantSettings(f.node("settings").path("retentionDays").asInt())
            : TenantSettings.DEFAULT,
        new Standing(
            Schemas.parse(TenantState.class, f.text("state")),
            f.textOrNull("stateReason"),
            f.instantOrNull("suspendedAt"),
            maintenance(f.node("maintenance")),
            f.instantOrNull("eraseAfter"),
            f.instantOrNull("erasingSince")),
        f.stamp());
  }

  private static Plan plan(Fields f) {
    var tier = Tier.parse(f.text("tier"));
    return new Plan(
        tier,
        f.has("limits") ? firstShape(tier, f.node("limits")) : limits(f.node("agreedLimits")),
        features(f.node("features")),
        Schemas.parse(CreditPolicy.class, f.text("creditPolicy")),
        f.instantOrNull("trialEndsAt"));
  }

  private static LimitOverrides firstShape(Tier tier, JsonNode node) {
    return LimitOverrides.between(
        tier.limits(),
        new Limits(
            node.path("documentsPerMonth").asLong(),
            node.path("aiTokensPerMonth").asLong(),
            node.path("fileBytes").asLong(),
            node.path("concurrentJobs").asInt(),
            node.path("requestsPerSecond").asInt()));
  }

  private static JsonNode limits(LimitOverrides agreed) {
    var node = Json.object();
    put(node, "documentsPerMonth", agreed.documentsPerMonth());
    put(node, "aiTokensPerMonth", agreed.aiTokensPerMonth());
    put(node, "fileBytes", agreed.fileBytes());
    put(node, "concurrentJobs", agreed.concurrentJobs());
    put(node, "requestsPerSecond", agreed.requestsPerSecond());
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable Number limit) {
    if (limit != null) {
      node.put(name, limit.longValue());
    }
  }

  private static LimitOverrides limits(JsonNode node) {
    return new LimitOverrides(
        number(node.path("documentsPerMonth")),
        number(node.path("aiTokensPerMonth")),
        number(node.path("fileBytes")),
        integer(node.path("concurrentJobs")),
        integer(node.path("requestsPerSecond")));
  }

  private static @Nullable Long number(JsonNode node) {
    return node.isMissingNode() ? null : Long.valueOf(node.asLong());
  }

  private static @Nullable Integer integer(JsonNode node) {
    return node.isMissingNode() ? null : Integer.valueOf(node.asInt());
  }

  private static JsonNode features(Map<Feature, Boolean> features) {
    var node = Json.object();
    new TreeMap<>(features).forEach((feature, granted) -> node.put(feature.wire(), granted));
    return node;
  }

  private static Map<Feature, Boolean> features(JsonNode node) {
    var features = new EnumMap<Feature, Boolean>(Feature.class);
    node.properties()
        .forEach(p -> features.put(Feature.parse(p.getKey()), p.getValue().asBoolean()));
    return features;
  }

  private static @Nullable JsonNode maintenance(@Nullable Maintenance maintenance) {
    return maintenance == null
        ? null
        : Json.object()
            .put("until", maintenance.until().toString())
            .put("reason", maintenance.reason());
  }

  private static @Nullable Maintenance maintenance(JsonNode node) {
    return node.isMissingNode()
        ? null
        : new Maintenance(Instant.parse(node.path("until").asText()), node.path("reason").asText());
  }
}
