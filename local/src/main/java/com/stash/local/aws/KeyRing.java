package com.stash.local.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The local KMS's keys, each in a file only its owner can read, or all in memory. */
final class KeyRing {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, KmsKey> keys = new ConcurrentHashMap<>();
  private final @Nullable Path folder;
  private final Clock clock;
  private final SecureRandom random;

  private KeyRing(@Nullable Path folder, Clock clock, SecureRandom random) {
    this.folder = folder;
    this.clock = clock;
    this.random = random;
  }

  static KeyRing open(@Nullable Path folder, Clock clock, SecureRandom random) {
    var ring = new KeyRing(folder, clock, random);
    if (folder != null) {
      try (var files = Files.newDirectoryStream(folder, "*.json")) {
        for (var file : files) {
          var key = read(file);
          ring.keys.put(key.id(), key);
        }
      } catch (IOException e) {
        throw DataFolder.damaged(folder, e);
      }
    }
    return ring;
  }

  KmsKey create(String description) {
    var id = UUID.randomUUID().toString();
    return keep(new KmsKey(id, description, true, Set.of(), List.of(material())));
  }

  /** Returns new random material, of now. */
  KmsKey.KeyMaterial material() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    try {
      return new KmsKey.KeyMaterial(bytes, clock.instant());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Returns all keys, the oldest first. */
  List<KmsKey> all() {
    return keys.values().stream()
        .sorted(Comparator.comparing(KmsKey::created).thenComparing(KmsKey::id))
        .toList();
  }

  /** Finds a key by id, ARN, alias or the alias's ARN; the newest when an alias was being moved. */
  Optional<KmsKey> find(String name) {
    var local = name.startsWith("arn:") ? name.substring(name.lastIndexOf(':') + 1) : name;
    if (local.startsWith("alias/")) {
      return all().reversed().stream().filter(key -> key.aliases().contains(local)).findFirst();
    }
    return Optional.ofNullable(keys.get(local.replaceFirst("^key/", "")));
  }

  KmsKey keep(KmsKey key) {
    if (folder != null) {
      write(folder.resolve(key.id() + ".json"), key);
    }
    keys.put(key.id(), key);
    return key;
  }

  private static void write(Path file, KmsKey key) {
    var json =
        JSON.createObjectNode()
            .put("id", key.id())
            .put("description", key.description())
            .put("enabled", key.enabled());
    ArrayNode materials = json.putArray("materials");
    key.materials()
        .forEach(
            m -> materials.addObject().put("since", m.since().toString()).put("bytes", m.bytes()));
    ArrayNode aliases = json.putArray("aliases");
    key.aliases().stream().sorted().forEach(aliases::add);
    try {
      OwnerOnly.write(file, JSON.writeValueAsBytes(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KmsKey read(Path file) {
    try {
      var json = JSON.readTree(Files.readAllBytes(file));
      var aliases = new LinkedHashSet<String>();
      json.path("aliases").forEach(alias -> aliases.add(alias.asText()));
      var materials = new ArrayList<KmsKey.KeyMaterial>();
      if (json.has("material")) { // as folders were written before keys could be rotated
        materials.add(material(json, "material", "created"));
      }
      for (var material : json.path("materials")) {
        materials.add(material(material, "bytes", "since"));
      }
      return new KmsKey(
          json.required("id").asText(),
          json.path("description").asText(),
          isEnabled(json.required("enabled")),
          aliases,
          materials);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw DataFolder.damaged(file, e);
    }
  }

  private static KmsKey.KeyMaterial material(JsonNode json, String bytes, String since)
      throws IOException, GeneralSecurityException {
    return new KmsKey.KeyMaterial(
        json.required(bytes).binaryValue(), Instant.parse(json.required(since).asText()));
  }

  private static boolean isEnabled(JsonNode node) {
    if (!node.isBoolean()) {
      throw new IllegalArgumentException("enabled is true or false");
    }
    return node.booleanValue();
  }
}
