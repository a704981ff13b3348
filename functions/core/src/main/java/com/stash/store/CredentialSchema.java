package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialState;
import com.stash.credentials.Sealed;
import com.stash.credentials.ValueVersion;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Json;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.tenancy.Tier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/**
 * A credential as an item. What comes from the values themselves - ciphertexts, last characters -
 * is in one attribute, {@code sealed}, which the audit trail leaves out.
 */
final class CredentialSchema {
  static final TableSchema<Row<Credential>> SCHEMA =
      Shape.<Credential>of()
          .text("scopeType", c -> c.scope().level().wire())
          .text("scopeId", c -> c.scope().id().isEmpty() ? null : c.scope().id())
          .text("key", Credential::name)
          .text("provider", Credential::provider)
          .text("state", c -> c.state().wire())
          .flag("endsSearch", Credential::endsSearch)
          .text("sharedFrom", c -> c.sharedFrom() == null ? null : c.sharedFrom().wire())
          .node("versions", CredentialSchema::versions)
          .texts("requests", Credential::requests)
          .node("sealed", CredentialSchema::sealed)
          .sparse("due", CredentialSchema::due)
          .readBy(CredentialSchema::read);

  private CredentialSchema() {}

  private static Credential read(Fields f) {
    var level = CredentialScope.Level.parse(f.text("scopeType"));
    var id = f.textOrNull("scopeId");
    var sharedFrom = f.textOrNull("sharedFrom");
    var sealed = f.node("sealed");
    return new Credential(
        new CredentialScope(level, id == null ? "" : id),
        f.text("key"),
        f.text("provider"),
        Schemas.parse(CredentialState.class, f.text("state")),
        f.flag("endsSearch"),
        sharedFrom == null ? null : Tier.parse(sharedFrom),
        f.node("versions").valueStream().map(v -> version(v, sealed)).toList(),
        f.texts("requests"),
        f.stamp());
  }

  /** Sorts by time as text: thirteen digits of milliseconds. */
  private static @Nullable String due(Credential credential) {
    return credential.due().map(due -> "%013d".formatted(due.toEpochMilli())).orElse(null);
  }

  private static JsonNode versions(Credential credential) {
    var array = Json.array();
    for (var version : credential.versions()) {
      var node = array.addObject();
      node.put("number", version.number()).put("stage", version.stage().wire());
      node.put("fingerprint", version.fingerprint());
      node.put("createdAt", version.createdAt().toString());
      node.putObject("createdBy")
          .put("type", version.createdBy().type().wire())
          .put("id", version.createdBy().id());
      put(node, "expiresAt", version.expiresAt());
      put(node, "readableUntil", version.readableUntil());
    }
    return array;
  }

  private static @Nullable JsonNode sealed(Credential credential) {
    var all = Json.object();
    for (var version : credential.versions()) {
      var sealed = version.sealed();
      if (sealed != null || version.lastFour() != null) {
        var node = all.putObject(Long.toString(version.number()));
        put(node, "text", sealed == null ? null : sealed.text());
        put(node, "key", sealed == null ? null : sealed.key());
        put(node, "lastFour", version.lastFour());
      }
    }
    return all.isEmpty() ? null : all;
  }

  private static ValueVersion version(JsonNode node, JsonNode allSealed) {
    var by = node.path("createdBy");
    var sealed = allSealed.path(node.path("number").asText());
    var ciphertext = text(sealed, "text");
    return new ValueVersion(
        node.path("number").asLong(),
        Stage.parse(node.path("stage").asText()),
        node.path("fingerprint").asText(),
        text(sealed, "lastFour"),
        Instant.parse(node.path("createdAt").asText()),
        new Actor(ActorType.parse(by.path("type").asText()), by.path("id").asText()),
        instant(node, "expiresAt"),
        instant(node, "readableUntil"),
        ciphertext == null ? null : new Sealed(ciphertext, sealed.path("key").asText()));
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).isTextual() ? node.path(name).asText() : null;
  }

  private static @Nullable Instant instant(JsonNode node, String name) {
    var text = text(node, name);
    return text == null ? null : Instant.parse(text);
  }
}
