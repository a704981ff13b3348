package com.stash.processors.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;
import com.stash.processors.builtin.parsing.ParserSettings;
import com.stash.processors.builtin.webhook.Targets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The built-in processors on a bench: each run's configuration and output is held against the
 * processor's own schemas.
 */
public final class Bench implements AutoCloseable {
  public static final JsonMapper JSON = new JsonMapper();
  public static final BuiltInProcessors DEFINITIONS = new BuiltInProcessors(JSON);
  private static final Path SAMPLES = Path.of("../../local/src/main/resources/samples");

  private final BuiltIns builtIns;
  private final Map<String, byte[]> exported = new ConcurrentHashMap<>();
  private Duration timeout = Duration.ofSeconds(20);

  public Bench(Path temp, Optional<Path> tesseract) {
    this(ParserSettings.ofThisJvm(1).withTemp(temp), tesseract);
  }

  public Bench(ParserSettings settings, Optional<Path> tesseract) {
    this.builtIns = new BuiltIns(JSON, settings, tesseract, Targets.deployed(), Clock.systemUTC());
  }

  public static Path sample(String name) {
    return SAMPLES.resolve(name);
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  public Bench allowing(Duration time) {
    this.timeout = time;
    return this;
  }

  public ObjectNode done(String slug, Path file, JsonNode config) throws InterruptedException {
    var result = run(slug, file, config);
    assertThat(result).isInstanceOf(Result.Done.class);
    return ((Result.Done) result).output();
  }

  public Result.Refused refused(String slug, Path file, JsonNode config)
      throws InterruptedException {
    var result = run(slug, file, config);
    assertThat(result).isInstanceOf(Result.Refused.class);
    return (Result.Refused) result;
  }

  public Result run(String slug, Path file, JsonNode config) throws InterruptedException {
    var definition = DEFINITIONS.find(new ProcessorRef(slug, 1)).orElseThrow();
    assertValid(definition.configSchema(), config);
    var place = new Task.Place("campaign", "document", "job", "step");
    Task.Secrets none = _ -> Outcome.refused(Refusal.notFound());
    var task = new Task(place, source(file), config, this::export, none, timeout);
    var result = processor(slug).run(task);
    if (result instanceof Result.Done(var output, var units)) {
      assertValid(definition.outputSchema(), output);
      assertThat(units).isPositive();
    }
    return result;
  }

  public byte[] exported(String name) {
    return exported.getOrDefault(name, new byte[0]);
  }

  BuiltIns builtIns() {
    return builtIns;
  }

  private Processor processor(String slug) {
    return builtIns.all().stream()
        .filter(each -> each.ref().slug().equals(slug))
        .findFirst()
        .orElseThrow();
  }

  private String export(String name, String contentType, byte[] bytes) {
    exported.put(name, bytes);
    return "tenants/01JD0000000000000000000000/exports/" + name;
  }

  private static void assertValid(JsonNode schema, JsonNode value) {
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    assertThat(registry.getSchema(schema).validate(value)).isEmpty();
  }

  private static Task.SourceFile source(Path file) {
    try {
      var name = file.getFileName().toString();
      return new Task.SourceFile(file, name, "application/octet-stream", Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    builtIns.close();
  }
}
