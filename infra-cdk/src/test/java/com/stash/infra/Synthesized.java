package com.stash.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awscdk.services.lambda.Code;

/** The templates of all environments, synthesized once for all tests, over empty packages. */
final class Synthesized {
  /** Where this process wrote them. */
  static final Path FOLDER = folder();

  private static final Map<String, Synthesized> ALL = all(FOLDER);

  private final JsonNode data;
  private final JsonNode app;

  private Synthesized(JsonNode data, JsonNode app) {
    this.data = data;
    this.app = app;
  }

  static Synthesized of(EnvironmentConfig config) {
    return ALL.getOrDefault(config.name(), new Synthesized(Json.object(), Json.object()));
  }

  JsonNode data() {
    return data;
  }

  JsonNode app() {
    return app;
  }

  /** Returns what must be there. */
  static <T> T at(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  /** Returns the properties of all resources of a type, by logical id. */
  static Map<String, JsonNode> resources(JsonNode template, String type) {
    var found = new LinkedHashMap<String, JsonNode>();
    for (var resource : template.path("Resources").properties()) {
      if (resource.getValue().path("Type").asText().equals(type)) {
        found.put(resource.getKey(), resource.getValue().path("Properties"));
      }
    }
    return found;
  }

  /** Writes the templates of all environments; the process that {@code ReproducibleTest} starts. */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]));
  }

  static void write(Path folder) throws IOException {
    var app = StashApp.app(folder.toString(), Map.of());
    var empty = empty(folder);
    for (var config : Environments.ALL) {
      new EnvironmentStage(app, config, _ -> Code.fromAsset(empty.toString()));
    }
    app.synth();
  }

  static Path empty(Path folder) throws IOException {
    var zip = Files.createTempFile(Files.createDirectories(folder), "empty", ".zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      var entry = new ZipEntry("empty");
      entry.setTime(0);
      out.putNextEntry(entry);
    }
    return zip;
  }

  /** Returns all templates below a folder by their paths. */
  static Map<String, String> templates(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var templates = new TreeMap<String, String>();
      for (var file : files.filter(f -> f.toString().endsWith(".template.json")).toList()) {
        templates.put(folder.relativize(file).toString(), Files.readString(file));
      }
      return templates;
    }
  }

  private static Map<String, Synthesized> all(Path folder) {
    try {
      write(folder);
      var templates = templates(folder);
      var all = new LinkedHashMap<String, Synthesized>();
      for (var config : Environments.ALL) {
        var name = config.name();
        all.put(name, new Synthesized(one(templates, name + "Data"), one(templates, name + "App")));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode one(Map<String, String> templates, String start) throws IOException {
    List<String> found =
        templates.keySet().stream().filter(path -> path.contains("/" + start)).toList();
    return Json.MAPPER.readTree(templates.get(found.getFirst()));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target", "synth")), "cdk");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
