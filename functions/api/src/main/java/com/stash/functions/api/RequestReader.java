package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.JsonSchema;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.transactions.IdempotencyKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one event against its route, part by part; the first fault ends the reading. */
public final class RequestReader {
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z]+)}");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern KEY = Pattern.compile("[ -~]{1,200}");

  private final Event event;
  private final Route route;
  private final Map<String, String> ids = new LinkedHashMap<>();
  private final Map<String, JsonNode> query = new TreeMap<>();
  private JsonNode body = Json.object();
  private long version;
  private @Nullable IdempotencyKey idempotency;

  private RequestReader(Event event, Route route) {
    this.event = event;
    this.route = route;
  }

  /** Returns what was sent, or what is wrong with it. */
  public static Outcome<Sent> read(Event event, Route route) {
    return new RequestReader(event, route).read();
  }

  private Outcome<Sent> read() {
    return path()
        .or(this::query)
        .or(this::precondition)
        .or(this::body)
        .or(this::idempotency)
        .<Outcome<Sent>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(new Sent(route, ids, query, body, version, idempotency)));
  }

  /** An id that cannot exist is not there, like one that could. */
  private Optional<Refusal> path() {
    var variables = VARIABLE.matcher(route.path());
    while (variables.find()) {
      var id = event.pathParameter(variables.group(1));
      if (!Ids.isUlid(id)) {
        return Optional.of(Refusal.notFound());
      }
      ids.put(variables.group(1), id);
    }
    return Optional.empty();
  }

  private Optional<Refusal> query() {
    for (var sent : event.query().properties()) {
      if (route.query().stream().noneMatch(known -> known.name().equals(sent.getKey()))) {
        return invalid(sent.getKey(), "There is no query parameter of this name here.");
      }
    }
    for (var parameter : route.query()) {
      var sent = event.query().path(parameter.name());
      if (sent.isMissingNode()) {
        parameter.preset().ifPresent(preset -> query.put(parameter.name(), preset));
        continue;
      }
      var value = value(parameter, sent.asText());
      var fault = parameter.schema().check(value).stream().findFirst();
      if (fault.isPresent()) {
        return invalid(parameter.name(), "It " + fault.get().message() + ".");
      }
      query.put(parameter.name(), value);
    }
    return Optional.empty();
  }

  private static JsonNode value(Route.Parameter parameter, String text) {
    return parameter.integer() && WHOLE.matcher(text).matches()
        ? Json.object().numberNode(Long.parseLong(text))
        : Json.object().textNode(text);
  }

  private Optional<Refusal> precondition() {
    if (!route.conditional()) {
      return Optional.empty();
    }
    var sent = event.header("if-match");
    if (sent.isEmpty()) {
      return Optional.of(
          new Refusal(
              Kind.PRECONDITION_MISSING,
              "if_match_missing",
              "Send the ETag of the version you read as If-Match.",
              "If-Match"));
    }
    var tag = EntityTag.parse(sent.get().strip());
    if (tag.isEmpty()) {
      return invalid("If-Match", "One ETag is expected, as it was served, for example \"7\".");
    }
    version = tag.get().version();
    return Optional.empty();
  }

  private Optional<Refusal> body() {
    if (route.body().isEmpty()) {
      return Optional.empty();
    }
    var expected = route.body().get();
    var bytes = event.body();
    if (bytes.length == 0) {
      return expected.required() ? invalid("", "A JSON body is expected.") : Optional.empty();
    }
    return switch (JsonBody.read(event.header("content-type").orElse(""), bytes)) {
      case Outcome.Refused<JsonNode>(var refusal) -> Optional.of(refusal);
      case Outcome.Done<JsonNode>(var json) -> {
        body = json;
        yield expected.schema().check(json).stream().findFirst().flatMap(RequestReader::fault);
      }
    };
  }

  private static Optional<Refusal> fault(JsonSchema.Problem problem) {
    return invalid(problem.pointer(), "The body is not as described: " + problem.message() + ".");
  }

  private Optional<Refusal> idempotency() {
    var sent = route.repeatable() ? event.header("idempotency-key") : Optional.<String>empty();
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    if (!KEY.matcher(sent.get()).matches()) {
      return invalid("Idempotency-Key", "1 to 200 printable ASCII characters are expected.");
    }
    var operation = route.operationId() + "/" + String.join("/", ids.values());
    idempotency = new IdempotencyKey(operation, sent.get(), Json.hash(body));
    return Optional.empty();
  }

  private static Optional<Refusal> invalid(String field, String message) {
    return Optional.of(Refusal.invalid(field, message));
  }
}
