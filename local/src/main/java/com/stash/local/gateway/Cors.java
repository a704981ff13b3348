package com.stash.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Map;

/** Lets pages from anywhere call the local API; it holds no cookie that this could expose. */
final class Cors {
  private static final String ORIGIN = "Origin";

  private Cors() {}

  static Answer preflight(HttpExchange exchange) {
    var wanted = exchange.getRequestHeaders().getFirst("Access-Control-Request-Headers");
    return new Answer(
        204,
        List.of(
            Map.entry("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE"),
            Map.entry("Access-Control-Allow-Headers", wanted == null ? "*" : wanted),
            Map.entry("Access-Control-Max-Age", "600")),
        new byte[0]);
  }

  static void allow(HttpExchange exchange) {
    if (exchange.getRequestHeaders().containsKey(ORIGIN)) {
      var headers = exchange.getResponseHeaders();
      headers.set("Access-Control-Allow-Origin", "*");
      headers.set("Access-Control-Expose-Headers", "*");
    }
  }
}
