package com.stash.local.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.functions.api.Route;
import com.stash.kernel.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request to one operation, in parts that an attack can exchange. */
record Request(
    Route route,
    String host,
    @Nullable String bearer,
    Map<String, String> ids,
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable JsonNode body) {

  Request as(String host, @Nullable String bearer) {
    return new Request(route, host, bearer, ids, query, headers, body);
  }

  Request withId(String name, String value) {
    return new Request(route, host, bearer, with(ids, name, value), query, headers, body);
  }

  Request withIds(Map<String, String> all) {
    var changed = new LinkedHashMap<>(ids);
    changed.replaceAll((name, own) -> all.getOrDefault(name, own));
    return new Request(route, host, bearer, changed, query, headers, body);
  }

  Request withQuery(String name, String value) {
    return new Request(route, host, bearer, ids, with(query, name, value), headers, body);
  }

  Request withHeader(String name, String value) {
    return new Request(route, host, bearer, ids, query, with(headers, name, value), body);
  }

  Request withBody(JsonNode changed) {
    return new Request(route, host, bearer, ids, query, headers, changed);
  }

  ObjectNode event(String requestId) {
    var event = Json.object().put("version", "2.0").put("routeKey", route.key());
    var sent = event.putObject("headers");
    sent.put("host", host);
    headers.forEach(sent::put);
    if (bearer != null) {
      sent.put("authorization", "Bearer " + bearer);
    }
    ids.forEach((name, value) -> event.withObject("/pathParameters").put(name, value));
    query.forEach((name, value) -> event.withObject("/queryStringParameters").put(name, value));
    if (body != null) {
      sent.put("content-type", "application/json");
      event.put("body", body.toString());
    }
    var context = event.putObject("requestContext");
    context.put("domainName", host).put("requestId", requestId);
    context.putObject("http").put("sourceIp", "198.51.100.66").put("userAgent", "attack/1");
    return event;
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    var changed = new LinkedHashMap<>(map);
    changed.put(name, value);
    return changed;
  }
}
