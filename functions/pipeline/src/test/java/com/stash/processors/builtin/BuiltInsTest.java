package com.stash.processors.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.stash.processors.Definition;
import com.stash.processors.Processor;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInsTest {
  @TempDir Path temp;

  @Test
  void every_definition_has_exactly_one_processor() {
    try (var bench = new Bench(temp, Optional.empty())) {
      assertThat(bench.builtIns().all())
          .extracting(Processor::ref)
          .containsExactlyInAnyOrderElementsOf(
              Bench.DEFINITIONS.all().stream().map(Definition::ref).toList());
    }
  }

  @Test
  void every_schema_is_a_closed_and_valid_json_schema() {
    var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    var dialect = "{\"$ref\": \"https://json-schema.org/draft/2020-12/schema\"}";
    var meta = registry.getSchema(Bench.json(dialect));
    for (var definition : Bench.DEFINITIONS.all()) {
      assertThat(meta.validate(definition.configSchema())).isEmpty();
      assertThat(meta.validate(definition.outputSchema())).isEmpty();
      assertThat(definition.configSchema().path("additionalProperties").asBoolean(true)).isFalse();
      assertThat(definition.outputSchema().path("additionalProperties").asBoolean(true)).isFalse();
    }
  }

  @Test
  void no_process_is_started_before_one_is_needed() {
    try (var bench = new Bench(temp, Optional.empty())) {
      assertThat(bench.builtIns().all()).isNotEmpty();
      assertThat(temp).isEmptyDirectory();
    }
  }
}
