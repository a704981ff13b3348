package com.stash.audit;

import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Sha256;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuditEntryTest {
  private static final AuditDraft DRAFT =
      new AuditDraft(
          "document.queued",
          "document",
          "key",
          2,
          new Actor(ActorType.USER, "u1"),
          "done",
          Json.object().put("state", "received"),
          Json.object().put("state", "queued").put("n", 1.5),
          "request",
          "192.0.2.7",
          "curl/8",
          NOON);
  private final AuditEntry entry = AuditEntry.chained(7, Sha256.of("before"), DRAFT);

  @Test
  void an_entry_reads_back_as_itself_and_whole() {
    var read = AuditEntry.parse(Json.parse(Json.bytes(entry.toJson())));
    assertThat(read.isWhole()).isTrue();
    assertThat(read.hash()).isEqualTo(entry.hash());
    assertThat(read.previousHash()).isEqualTo(Sha256.of("before"));
    assertThat(read.sequence()).isEqualTo(7);
    assertThat(read.occurredAt()).isEqualTo(NOON);
    assertThat(read.draft().actor()).isEqualTo(DRAFT.actor());
    assertThat(read.toJson()).hasToString(entry.toJson().toString());
  }

  static Stream<Map.Entry<String, String>> changes() {
    return Stream.of(
        Map.entry("sequence", "8"),
        Map.entry("previousHash", '"' + "0".repeat(64) + '"'),
        Map.entry("hash", '"' + "0".repeat(64) + '"'),
        Map.entry("action", "\"document.failed\""),
        Map.entry("auditableType", "\"user\""),
        Map.entry("auditableId", "\"other\""),
        Map.entry("auditableVersion", "3"),
        Map.entry("actor", "{\"type\":\"user\",\"id\":\"u2\"}"),
        Map.entry("actor", "{\"type\":\"system\",\"id\":\"u1\"}"),
        Map.entry("outcome", "\"refused\""),
        Map.entry("old", "{}"),
        Map.entry("new", "{\"state\":\"queued\",\"n\":1.51}"),
        Map.entry("new", "{\"state\":\"queued\",\"n\":1.5,\"x\":null}"),
        Map.entry("requestId", "\"another\""),
        Map.entry("sourceIp", "\"\""),
        Map.entry("userAgent", "\"curl/9\""),
        Map.entry("occurredAt", "\"2026-03-31T12:00:00.124Z\""));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void a_change_of_any_field_shows(Map.Entry<String, String> change) {
    var json = (ObjectNode) Json.parse(Json.bytes(entry.toJson()));
    json.set(
        change.getKey(),
        Json.parse(change.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertThat(AuditEntry.parse(json).isWhole()).isFalse();
  }

  @Test
  void every_field_is_among_the_changes() {
    assertThat(entry.toJson().properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrderElementsOf(changes().map(Map.Entry::getKey).distinct().toList());
  }

  @Test
  void the_beginning_is_64_zeros() {
    assertThat(AuditEntry.BEGINNING.hex()).isEqualTo("0".repeat(64));
    assertThat(AuditEntry.chained(1, AuditEntry.BEGINNING, DRAFT).hash())
        .isNotEqualTo(AuditEntry.chained(2, AuditEntry.BEGINNING, DRAFT).hash());
  }

  @Test
  void the_same_cause_at_the_same_time_is_the_same_incident() {
    var incident = Incident.of("s3:k", "code", "Message.", "cause", stamp());
    assertThat(Incident.of("s3:k", "code", "Message.", "cause", stamp())).isEqualTo(incident);
    assertThat(Incident.of("s3:k", "code", "Message.", "other", stamp()).id())
        .isNotEqualTo(incident.id());
    assertThat(Incident.of("s3:l", "code", "Message.", "cause", stamp()).id())
        .isNotEqualTo(incident.id());
    assertThat(incident.key()).isEqualTo(incident.id());
    assertThatThrownBy(() -> new Incident("1", "s", "c", "m", stamp()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
