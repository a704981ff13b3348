package com.stash.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request as payload format 2.0 describes it, in AWS's documentation of HTTP APIs. */
final class ProxyRequest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter COMMON_LOG =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String API_ID = "local";
  static final String ACCOUNT = "000000000000";

  private final HttpExchange exchange;
  private final Routes.Match match;
  private final byte[] body;
  private final String requestId;
  private final Instant time;

  ProxyRequest(
      HttpExchange exchange, Routes.Match match, byte[] body, String requestId, Instant time) {
    this.exchange = exchange;
    this.match = match;
    this.body = body;
    this.requestId = requestId;
    this.time = time;
  }

  HttpExchange exchange() {
    return exchange;
  }

  String requestId() {
    return requestId;
  }

  /** Builds the event for the API's function. */
  ObjectNode event() {
    var json = common();
    if (body.length > 0) {
      try {
        json.put(
            "body", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        return json.put("isBase64Encoded", false);
      } catch (CharacterCodingException e) {
        json.put("body", Base64.getEncoder().encodeToString(body));
        return json.put("isBase64Encoded", true);
      }
    }
    return json.put("isBase64Encoded", false);
  }

  /** Builds the event for the authorizer, which sees no body. */
  ObjectNode authorizerEvent() {
    var json = common().put("type", "REQUEST");
    json.put(
        "routeArn",
        "arn:aws:execute-api:us-east-1:%s:%s/$default/%s%s"
            .formatted(ACCOUNT, API_ID, exchange.getRequestMethod(), rawPath()));
    return json;
  }

  private ObjectNode common() {
    var uri = exchange.getRequestURI();
    var key = match.route().key();
    var json =
        JSON.createObjectNode()
            .put("version", "2.0")
            .put("routeKey", key)
            .put("rawPath", rawPath())
            .put("rawQueryString", uri.getRawQuery() == null ? "" : uri.getRawQuery());
    var headers = headers();
    var cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
    if (!cookies.isEmpty()) {
      var array = json.putArray("cookies");
      cookies.forEach(
          line -> {
            for (var cookie : line.split("; ?", -1)) {
              array.add(cookie);
            }
          });
    }
    headers.forEach(json.putObject("headers")::put);
    var query = query(uri.getRawQuery());
    if (!query.isEmpty()) {
      query.forEach(json.putObject("queryStringParameters")::put);
    }
    if (!match.parameters().isEmpty()) {
      match.parameters().forEach(json.putObject("pathParameters")::put);
    }
    var host = headers.getOrDefault("host", "");
    var context =
        json.putObject("requestContext")
            .put("accountId", ACCOUNT)
            .put("apiId", API_ID)
            .put("domainName", host)
            .put("domainPrefix", host.split("[.:]", 2)[0]);
    context
        .putObject("http")
        .put("method", exchange.getRequestMethod())
        .put("path", rawPath())
        .put("protocol", exchange.getProtocol())
        .put("sourceIp", exchange.getRemoteAddress().getAddress().getHostAddress())
        .put("userAgent", headers.getOrDefault("user-agent", ""));
    context
        .put("requestId", requestId)
        .put("routeKey", key)
        .put("stage", "$default")
        .put("time", COMMON_LOG.format(time))
        .put("timeEpoch", time.toEpochMilli());
    return json;
  }

  boolean signed(SignedRequests signatures) {
    return signatures.admits(
        exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body);
  }

  String rawPath() {
    return exchange.getRequestURI().getRawPath();
  }

  private Map<String, String> headers() {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Cookie")) {
                headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values));
              }
            });
    return headers;
  }

  private static Map<String, String> query(@Nullable String rawQuery) {
    if (rawQuery == null || rawQuery.isEmpty()) {
      return Map.of();
    }
    var pairs = new ArrayList<Map.Entry<String, String>>();
    for (var pair : rawQuery.split("&", -1)) {
      if (!pair.isEmpty()) {
        var parts = pair.split("=", 2);
        pairs.add(Map.entry(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : ""));
      }
    }
    return pairs.stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a + "," + b, TreeMap::new));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
