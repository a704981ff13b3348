package com.stash.local.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Markers of events not yet delivered, one small file each, or none at all in memory. A marker is
 * written before the object and completed after it, and goes when the event was delivered.
 */
final class PendingEvents {
  /** A marker as a restart finds it: with the event, if the write it announced had finished. */
  record Marker(String id, String bucket, String key, Optional<ObjectCreated> event) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final @Nullable Path folder;

  PendingEvents(@Nullable Path folder) {
    this.folder = folder;
  }

  void announce(String id, String bucket, String key) {
    write(id, JSON.createObjectNode().put("bucket", bucket).put("key", key));
  }

  void complete(String id, ObjectCreated event) {
    write(
        id,
        JSON.createObjectNode()
            .put("bucket", event.bucket())
            .put("key", event.key())
            .put("size", event.size())
            .put("eTag", event.eTag())
            .put("sequencer", event.sequencer())
            .put("time", event.time().toString()));
  }

  void forget(String id) {
    if (folder == null) {
      return;
    }
    try {
      Files.deleteIfExists(folder.resolve(id + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what an earlier process left behind, oldest first. */
  List<Marker> left() {
    var markers = new ArrayList<Marker>();
    if (folder != null) {
      try (var files = Files.newDirectoryStream(folder, "*.json")) {
        for (var file : files) {
          markers.add(read(file));
        }
      } catch (IOException e) {
        throw DataFolder.damaged(folder, e);
      }
    }
    markers.sort(Comparator.comparing(Marker::id));
    return markers;
  }

  private static Marker read(Path file) throws IOException {
    var json = JSON.readTree(Files.readAllBytes(file));
    var id = file.getFileName().toString().replace(".json", "");
    return new Marker(id, json.path("bucket").asText(), json.path("key").asText(), event(json));
  }

  private static Optional<ObjectCreated> event(JsonNode json) {
    return json.has("sequencer")
        ? Optional.of(
            new ObjectCreated(
                json.path("bucket").asText(),
                json.path("key").asText(),
                json.path("size").asLong(),
                json.path("eTag").asText(),
                json.path("sequencer").asText(),
                Instant.parse(json.path("time").asText())))
        : Optional.empty();
  }

  private void write(String id, JsonNode json) {
    if (folder == null) {
      return;
    }
    try {
      OwnerOnly.writeFast(folder.resolve(id + ".json"), bytes(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(JsonNode json) throws JsonProcessingException {
    return JSON.writeValueAsBytes(json);
  }
}
