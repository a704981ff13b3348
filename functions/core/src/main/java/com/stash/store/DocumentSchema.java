package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.documents.Announcement;
import com.stash.documents.Arrival;
import com.stash.documents.Document;
import com.stash.documents.DocumentId;
import com.stash.documents.DocumentState;
import com.stash.documents.JobId;
import com.stash.documents.ObjectKey;
import com.stash.documents.Reason;
import com.stash.documents.Totals;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** A document as an item. */
final class DocumentSchema {
  static final TableSchema<Row<Document>> SCHEMA =
      Shape.<Document>of()
          .text("uuid", d -> d.uuid().toString())
          .text("filename", Document::filename)
          .node("announced", d -> announced(d.announced()))
          .node("arrived", d -> arrived(d.arrived()))
          .text("object", d -> d.object().path())
          .text("disk", _ -> "s3")
          .text("state", d -> d.state().wire())
          .node("reason", d -> reason(d.reason()))
          .node("metadata", d -> metadata(d.metadata()))
          .texts("tags", Document::tags)
          .text("duplicateOf", d -> d.duplicateOf() == null ? null : d.duplicateOf().key())
          .text("currentJob", d -> d.currentJob() == null ? null : d.currentJob().key())
          .number("tokens", d -> d.totals().tokens())
          .money("cost", d -> d.totals().cost())
          .instant("uploadUntil", Document::uploadUntil)
          .sparse("awaited", DocumentSchema::awaited)
          .readBy(DocumentSchema::read);

  private DocumentSchema() {}

  private static Document read(Fields f) {
    var duplicateOf = f.textOrNull("duplicateOf");
    var currentJob = f.textOrNull("currentJob");
    return new Document(
        DocumentId.parse(f.key()),
        UUID.fromString(f.text("uuid")),
        f.text("filename"),
        announced(f.text("filename"), f.node("announced")),
        arrived(f.node("arrived")),
        ObjectKey.parse(f.text("object")).orElseThrow(),
        Schemas.parse(DocumentState.class, f.text("state")),
        reason(f.node("reason")),
        metadata(f.node("metadata")),
        f.texts("tags"),
        duplicateOf == null ? null : DocumentId.parse(duplicateOf),
        currentJob == null ? null : JobId.parse(currentJob),
        new Totals(f.number("tokens"), f.money("cost")),
        f.instantOrNull("uploadUntil"),
        f.stamp());
  }

  private static @Nullable String awaited(Document document) {
    var until = document.uploadUntil();
    return until == null ? null : until + "#" + document.id();
  }

  private static @Nullable JsonNode announced(@Nullable Announcement said) {
    return said == null
        ? null
        : Json.object()
            .put("type", said.type())
            .put("sizeBytes", said.sizeBytes())
            .put("sha256", said.sha256().hex());
  }

  private static @Nullable Announcement announced(String filename, JsonNode node) {
    return node.isMissingNode()
        ? null
        : new Announcement(
            filename,
            node.path("type").asText(),
            node.path("sizeBytes").asLong(),
            new Sha256(node.path("sha256").asText()));
  }

  private static @Nullable JsonNode arrived(@Nullable Arrival arrival) {
    return arrival == null
        ? null
        : Json.object()
            .put("type", arrival.type())
            .put("sizeBytes", arrival.sizeBytes())
            .put("sha256", arrival.sha256().hex())
            .put("storageVersion", arrival.storageVersion())
            .put("sequencer", arrival.sequencer());
  }

  private static @Nullable Arrival arrived(JsonNode node) {
    return node.isMissingNode()
        ? null
        : new Arrival(
            node.path("type").asText(),
            node.path("sizeBytes").asLong(),
            new Sha256(node.path("sha256").asText()),
            node.path("storageVersion").asText(),
            node.path("sequencer").asText());
  }

  static @Nullable JsonNode reason(@Nullable Reason reason) {
    return reason == null
        ? null
        : Json.object().put("code", reason.code()).put("message", reason.message());
  }

  static @Nullable Reason reason(JsonNode node) {
    return node.isMissingNode()
        ? null
        : new Reason(node.path("code").asText(), node.path("message").asText());
  }

  private static JsonNode metadata(Map<String, String> metadata) {
    var node = Json.object();
    metadata.forEach(node::put);
    return node;
  }

  private static Map<String, String> metadata(JsonNode node) {
    return node.properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, member -> member.getValue().asText()));
  }
}
