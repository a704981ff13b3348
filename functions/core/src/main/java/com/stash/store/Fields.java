package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Stamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The attributes of an item that is being read, by name. */
final class Fields {
  private final Map<String, @Nullable Object> values = new HashMap<>();

  void set(String name, @Nullable Object value) {
    values.put(name, value);
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  String text(String name) {
    return Objects.requireNonNull(textOrNull(name), name);
  }

  @Nullable String textOrNull(String name) {
    return (String) values.get(name);
  }

  long number(String name) {
    return (Long) Objects.requireNonNull(values.get(name), name);
  }

  int integer(String name) {
    return Math.toIntExact(number(name));
  }

  MicroCredits money(String name) {
    return new MicroCredits(number(name));
  }

  boolean flag(String name) {
    return (Boolean) Objects.requireNonNull(values.get(name), name);
  }

  Instant instant(String name) {
    return Instant.parse(text(name));
  }

  @Nullable Instant instantOrNull(String name) {
    var text = textOrNull(name);
    return text == null ? null : Instant.parse(text);
  }

  /** Returns a nested value; a missing node when there is none. */
  JsonNode node(String name) {
    var value = values.get(name);
    return value == null ? MissingNode.getInstance() : (JsonNode) value;
  }

  List<String> texts(String name) {
    return node(name).valueStream().map(JsonNode::asText).toList();
  }

  String tenantId() {
    return text(TableStatement.TENANT);
  }

  String key() {
    return text(TableStatement.SORT);
  }

  Stamp stamp() {
    var by = node("changedBy");
    var actor = new Actor(ActorType.parse(by.path("type").asText()), by.path("id").asText());
    var origin =
        new Origin(
            actor, text("requestId"), orNull(by.path("sourceIp")), orNull(by.path("userAgent")));
    return new Stamp(number("version"), instant("createdAt"), instant("updatedAt"), origin);
  }

  private static @Nullable String orNull(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
