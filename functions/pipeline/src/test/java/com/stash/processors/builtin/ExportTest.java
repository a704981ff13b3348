package com.stash.processors.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  @TempDir Path temp;

  @Test
  void data_is_written_as_readable_json() throws Exception {
    try (var bench = new Bench(temp, Optional.empty())) {
      var config = Bench.json("{\"name\": \"invoice.json\", \"data\": {\"total\": \"9.50\"}}");
      var output = bench.done("export", Bench.sample("notes.txt"), config);
      var written = new String(bench.exported("invoice.json"), StandardCharsets.UTF_8);
      assertThat(written).contains("\"total\" : \"9.50\"").contains("\n");
      assertThat(output.path("key").asText()).endsWith("/exports/invoice.json");
      assertThat(output.path("bytes").asInt()).isEqualTo(written.length());
      assertThat(output.path("sha256").asText()).hasSize(64);
    }
  }

  @Test
  void the_file_is_called_result_without_a_name() throws Exception {
    try (var bench = new Bench(temp, Optional.empty())) {
      bench.done("export", Bench.sample("notes.txt"), Bench.json("{\"data\": null}"));
      assertThat(bench.exported("result.json")).asString(StandardCharsets.UTF_8).isEqualTo("null");
    }
  }
}
