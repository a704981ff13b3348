package com.stash.local.aws;

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
import java.util.LinkedHashSet;
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
    var bytes = new byte[32];
    random.nextBytes(bytes);
    var id = UUID.randomUUID().toString();
    try {
      var material = new KmsKey.KeyMaterial(bytes);
      return keep(new KmsKey(id, description, clock.instant(), true, Set.of(), material));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Finds a key by id, ARN, alias or the alias's ARN. */
  Optional<KmsKey> find(String name) {
    var local = name.startsWith("arn:") ? name.substring(name.lastIndexOf(':') + 1) : name;
    if (local.startsWith("alias/")) {
      return keys.values().stream().filter(key -> key.aliases().contains(local)).findFirst();
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
            .put("created", key.created().toString())
            .put("enabled", key.enabled())
            .put("material", key.material().bytes());
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
      return new KmsKey(
          json.required("id").asText(),
          json.path("description").asText(),
          Instant.parse(json.required("created").asText()),
          json.required("enabled").asBoolean(),
          aliases,
          new KmsKey.KeyMaterial(json.required("material").binaryValue()));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw DataFolder.damaged(file, e);
    }
  }
}
