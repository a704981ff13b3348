package com.stash.processors.builtin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** {@code export@1}: writes data as a JSON file among the tenant's exports. */
final class Export implements Processor {
  private static final ProcessorRef REF = new ProcessorRef("export", 1);

  private final JsonMapper json;

  Export(JsonMapper json) {
    this.json = json;
  }

  @Override
  public ProcessorRef ref() {
    return REF;
  }

  @Override
  public Result run(Task task) {
    var bytes = pretty(task);
    var name = task.config().path("name").asText("result.json");
    var key = task.exports().put(name, "application/json", bytes);
    var output =
        JsonNodeFactory.instance
            .objectNode()
            .put("key", key)
            .put("bytes", bytes.length)
            .put("sha256", sha256(bytes));
    return new Result.Done(output, 1);
  }

  private byte[] pretty(Task task) {
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(task.config().path("data"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that cannot be written", e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
