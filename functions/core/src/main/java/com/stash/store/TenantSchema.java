package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.tenancy.Limits;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.Tenant.CreditPolicy;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** A tenant as an item. */
final class TenantSchema {
  static final TableSchema<Row<Tenant>> SCHEMA =
      Shape.<Tenant>of()
          .text("slug", t -> t.slug().value())
          .text("name", Tenant::name)
          .text("email", Tenant::email)
          .text("tier", t -> t.tier().wire())
          .node("limits", t -> limits(t.limits()))
          .text("creditPolicy", t -> Schemas.lower(t.creditPolicy()))
          .text("state", t -> t.state().wire())
          .text("stateReason", Tenant::stateReason)
          .instant("suspendedAt", Tenant::suspendedAt)
          .readBy(TenantSchema::read);

  private TenantSchema() {}

  private static Tenant read(Fields f) {
    return new Tenant(
        new TenantId(f.tenantId()),
        new Slug(f.text("slug")),
        f.text("name"),
        f.text("email"),
        Tier.parse(f.text("tier")),
        limits(f.node("limits")),
        Schemas.parse(CreditPolicy.class, f.text("creditPolicy")),
        Schemas.parse(TenantState.class, f.text("state")),
        f.textOrNull("stateReason"),
        f.instantOrNull("suspendedAt"),
        f.stamp());
  }

  private static JsonNode limits(Limits limits) {
    return Json.object()
        .put("documentsPerMonth", limits.documentsPerMonth())
        .put("aiTokensPerMonth", limits.aiTokensPerMonth())
        .put("fileBytes", limits.fileBytes())
        .put("concurrentJobs", limits.concurrentJobs())
        .put("requestsPerSecond", limits.requestsPerSecond());
  }

  private static Limits limits(JsonNode node) {
    return new Limits(
        node.path("documentsPerMonth").asLong(),
        node.path("aiTokensPerMonth").asLong(),
        node.path("fileBytes").asLong(),
        node.path("concurrentJobs").asInt(),
        node.path("requestsPerSecond").asInt());
  }
}
