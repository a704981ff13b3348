package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.documents.JobId;
import com.stash.documents.ObjectKey;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.pipeline.Body;
import com.stash.pipeline.DocumentResult;
import com.stash.pipeline.Execution;
import com.stash.pipeline.ExecutionId;
import com.stash.pipeline.ExecutionState;
import com.stash.processors.ProcessorRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Executions and results as items. */
final class ExecutionSchemas {
  static final TableSchema<Row<Execution>> EXECUTION =
      Shape.<Execution>of()
          .text("processor", e -> e.processor().toString())
          .text("state", e -> e.state().wire())
          .text("inputHash", e -> e.inputHash().hex())
          .node("output", e -> body(e.output()))
          .text("unit", Execution::unit)
          .number("units", Execution::units)
          .number("tokens", Execution::tokens)
          .money("cost", Execution::cost)
          .text("priceVersion", Execution::priceVersion)
          .number("durationMs", Execution::durationMs)
          .node("error", e -> DocumentSchema.reason(e.error()))
          .readBy(ExecutionSchemas::read);

  static final TableSchema<Row<DocumentResult>> RESULT =
      Shape.<DocumentResult>of()
          .node("body", r -> body(r.body()))
          .readBy(
              f ->
                  new DocumentResult(
                      JobId.parse(f.key()),
                      Objects.requireNonNull(body(f.node("body"))),
                      f.stamp()));

  private ExecutionSchemas() {}

  private static Execution read(Fields f) {
    return new Execution(
        ExecutionId.parse(f.key()),
        ProcessorRef.parse(f.text("processor")),
        Schemas.parse(ExecutionState.class, f.text("state")),
        new Sha256(f.text("inputHash")),
        body(f.node("output")),
        f.text("unit"),
        f.number("units"),
        f.number("tokens"),
        f.money("cost"),
        f.text("priceVersion"),
        f.number("durationMs"),
        DocumentSchema.reason(f.node("error")),
        f.stamp());
  }

  private static @Nullable JsonNode body(@Nullable Body body) {
    return switch (body) {
      case null -> null;
      case Body.Inline(var base64) -> Json.object().put("inline", base64);
      case Body.Stored(var object, var hash) ->
          Json.object().put("object", object.path()).put("sha256", hash.hex());
    };
  }

  private static @Nullable Body body(JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    return node.has("inline")
        ? new Body.Inline(node.path("inline").asText())
        : new Body.Stored(
            ObjectKey.parse(node.path("object").asText()).orElseThrow(),
            new Sha256(node.path("sha256").asText()));
  }
}
