package com.stash.processors.builtin.parsing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.processors.Result;
import com.stash.processors.builtin.Bench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParsersTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  @TempDir Path temp;

  @Test
  void a_process_is_reused_and_replaced_after_its_share() throws Exception {
    try (var parsers = parsers(settings().withDocumentsPerProcess(2))) {
      parsers.ask(Operation.TEXT, notes(), AMPLE);
      var first = pid(parsers);
      assertThat(parsers.ask(Operation.TEXT, notes(), AMPLE)).isInstanceOf(Answer.Given.class);
      assertThat(parsers.anyIdle()).isNull();
      parsers.ask(Operation.TEXT, notes(), AMPLE);
      assertThat(pid(parsers)).isNotEqualTo(first);
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void a_process_that_died_is_replaced() throws Exception {
    try (var parsers = parsers(settings())) {
      parsers.ask(Operation.TEXT, notes(), AMPLE);
      requireNonNull(parsers.anyIdle()).process().destroyForcibly().waitFor();
      assertThat(parsers.ask(Operation.TEXT, notes(), AMPLE)).isInstanceOf(Answer.Given.class);
    }
  }

  @Test
  void a_document_that_takes_too_long_loses_its_process() throws Exception {
    try (var parsers = parsers(settings())) {
      parsers.ask(Operation.TEXT, notes(), AMPLE);
      var first = pid(parsers);
      var answer = parsers.ask(Operation.CHECK, endless(), Duration.ofMillis(500));
      assertThat(codeOf(answer)).isEqualTo("parse_timeout");
      assertThat(ProcessHandle.of(first).map(ProcessHandle::isAlive).orElse(false)).isFalse();
      assertThat(parsers.ask(Operation.TEXT, notes(), AMPLE)).isInstanceOf(Answer.Given.class);
    }
  }

  @Test
  void an_interrupted_step_loses_its_process() throws Exception {
    try (var parsers = parsers(settings())) {
      parsers.ask(Operation.TEXT, notes(), AMPLE);
      var process = requireNonNull(parsers.anyIdle()).process();
      var step = new FutureTask<>(() -> parsers.ask(Operation.CHECK, endless(), AMPLE));
      var thread = Thread.ofVirtual().start(step);
      while (parsers.anyIdle() != null) {
        Thread.onSpinWait();
      }
      thread.interrupt();
      assertThatThrownBy(step::get).hasCauseInstanceOf(InterruptedException.class);
      assertThat(process.isAlive()).isFalse();
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void memory_run_out_is_the_documents_fault() throws Exception {
    try (var parsers = parsers(settings().withHeap("32m"))) {
      var schema = "{\"pattern\": \"((a{1,1000}){1,1000}){1,1000}\"}";
      var answer = parsers.ask(Operation.CHECK, check(schema, "\"a\""), AMPLE);
      assertThat(codeOf(answer)).isEqualTo("document_too_complex");
      assertThat(parsers.ask(Operation.TEXT, notes(), AMPLE)).isInstanceOf(Answer.Given.class);
    }
  }

  @Test
  void a_child_ends_when_its_parent_is_gone() throws Exception {
    try (var child = ParserProcess.start(settings())) {
      child.process().getOutputStream().close();
      assertThat(child.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void a_child_that_cannot_start_is_tried_again_later() throws Exception {
    try (var parsers = parsers(settings().withClassPath(temp.toString()))) {
      var answer = parsers.ask(Operation.TEXT, notes(), AMPLE);
      assertThat(answer).isInstanceOf(Answer.Failed.class);
      assertThat(((Answer.Failed) answer).result()).isInstanceOf(Result.Later.class);
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void the_child_gets_none_of_the_hosts_environment() throws Exception {
    try (var child = ParserProcess.start(settings())) {
      var command = child.process().info().commandLine().orElse("");
      assertThat(command).doesNotContain("AWS_");
      var environment = Path.of("/proc/" + child.process().pid() + "/environ");
      if (environment.toFile().canRead()) {
        assertThat(environment).isEmptyFile();
      }
    }
  }

  private ParserSettings settings() {
    return ParserSettings.ofThisJvm(1).withTemp(temp);
  }

  private static Parsers parsers(ParserSettings settings) {
    return new Parsers(Bench.JSON, settings);
  }

  private static long pid(Parsers parsers) {
    return requireNonNull(parsers.anyIdle()).process().pid();
  }

  private static String codeOf(Answer answer) {
    return answer instanceof Answer.Failed(Result.Refused refused) ? refused.code() : "";
  }

  private static ObjectNode notes() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("path", Bench.sample("notes.txt").toAbsolutePath().toString())
        .put("filename", "notes.txt")
        .put("maxCharacters", 1000)
        .put("maxPages", 10);
  }

  private static ObjectNode endless() {
    var schema = "{\"properties\": {\"a\": {\"allOf\": [{\"$ref\": \"#\"}, {\"$ref\": \"#\"}]}}}";
    return check(schema, "{\"a\":".repeat(60) + "1" + "}".repeat(60));
  }

  private static ObjectNode check(String schema, String data) {
    var request = JsonNodeFactory.instance.objectNode();
    request.set("schema", Bench.json(schema));
    request.set("data", Bench.json(data));
    return request;
  }
}
