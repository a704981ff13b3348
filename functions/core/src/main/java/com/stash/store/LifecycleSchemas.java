package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.lifecycle.ErasureCertificate;
import com.stash.provisioning.Provisioning;
import com.stash.tenancy.TenantId;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** What lies beside the tenants: how far their making has come, and what was erased. */
final class LifecycleSchemas {
  static final TableSchema<Row<Provisioning>> PROVISIONING =
      Shape.<Provisioning>of()
          .text("next", p -> p.next().wire())
          .text("owner", Provisioning::owner)
          .text("grant", Provisioning::grant)
          .text("failure", Provisioning::failure)
          .readBy(
              f ->
                  new Provisioning(
                      Schemas.parse(Provisioning.Step.class, f.text("next")),
                      f.text("owner"),
                      f.text("grant"),
                      f.textOrNull("failure"),
                      f.stamp()));

  static final TableSchema<Row<ErasureCertificate>> ERASURE =
      Shape.<ErasureCertificate>of()
          .text("tenant", e -> e.tenant().value())
          .node("before", e -> counts(e.before()))
          .node("after", e -> counts(e.after()))
          .number("auditSequence", ErasureCertificate::auditSequence)
          .text("auditHead", e -> e.auditHead().hex())
          .flag("forced", ErasureCertificate::forced)
          .instant("begunAt", ErasureCertificate::begunAt)
          .instant("endedAt", ErasureCertificate::endedAt)
          .readBy(
              f ->
                  new ErasureCertificate(
                      new TenantId(f.text("tenant")),
                      counts(f.node("before")),
                      counts(f.node("after")),
                      f.number("auditSequence"),
                      new Sha256(f.text("auditHead")),
                      f.flag("forced"),
                      f.instant("begunAt"),
                      f.instantOrNull("endedAt"),
                      f.stamp()));

  private LifecycleSchemas() {}

  private static JsonNode counts(Map<String, Long> counts) {
    var node = Json.object();
    counts.forEach(node::put);
    return node;
  }

  private static Map<String, Long> counts(JsonNode node) {
    var counts = new TreeMap<String, Long>();
    node.properties().forEach(p -> counts.put(p.getKey(), p.getValue().asLong()));
    return counts;
  }
}
