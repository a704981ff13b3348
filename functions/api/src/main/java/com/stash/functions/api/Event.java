package com.stash.functions.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.stash.identity.Caller;
import com.stash.kernel.Ids;
import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request as API Gateway hands it over.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 *     format 2.0 of HTTP APIs</a>
 */
public record Event(JsonNode json) {
  /** The gateway takes up to 10 MB, which become a third more in base 64. */
  private static final int MOST_CHARACTERS = 16 << 20;

  private static final Pattern PRINCIPAL =
      Pattern.compile("arn:aws[a-z-]*:(iam|sts)::[0-9]{12}:[!-~]{1,600}");

  private static final JsonMapper EVENTS =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(MOST_CHARACTERS).build())
                  .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                  .build())
          .build();

  public static Event read(InputStream in) throws IOException {
    return new Event(EVENTS.readTree(in));
  }

  public String routeKey() {
    return json.path("routeKey").asText();
  }

  public String requestId() {
    return context().path("requestId").asText();
  }

  /** The host name the request was sent to. */
  String host() {
    return context().path("domainName").asText();
  }

  Optional<String> header(String name) {
    return json.path("headers").properties().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().asText())
        .findFirst();
  }

  public String pathParameter(String name) {
    return json.path("pathParameters").path(name).asText();
  }

  /** Returns the ids in the path, joined by a slash; what is no id is named as malformed. */
  public String subject() {
    return json.path("pathParameters")
        .valueStream()
        .map(JsonNode::asText)
        .map(id -> Ids.isUlid(id) ? id : "malformed")
        .collect(Collectors.joining("/"));
  }

  /** The query parameters; one that comes several times has its values joined by commas. */
  JsonNode query() {
    return json.path("queryStringParameters");
  }

  byte[] body() {
    var text = json.path("body").asText("");
    return json.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  public Origin origin(Actor actor) {
    var http = context().path("http");
    return new Origin(
        actor, requestId(), orNull(http.path("sourceIp")), orNull(http.path("userAgent")));
  }

  /** Whom the authorizer found; empty when it did not run or left no usable word. */
  Optional<Caller> caller() {
    return CallerContext.read(context().path("authorizer").path("lambda"));
  }

  /** Whose signature API Gateway checked; empty when it did not, or named nobody. */
  public Optional<Actor> operator() {
    var arn = context().path("authorizer").path("iam").path("userArn").asText();
    return PRINCIPAL.matcher(arn).matches()
        ? Optional.of(new Actor(ActorType.OPERATOR, arn))
        : Optional.empty();
  }

  private JsonNode context() {
    return json.path("requestContext");
  }

  private static @Nullable String orNull(JsonNode node) {
    return node.asText("").isEmpty() ? null : node.asText();
  }
}
