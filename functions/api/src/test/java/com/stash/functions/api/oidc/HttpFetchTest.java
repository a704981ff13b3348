package com.stash.functions.api.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFetchTest {
  private final Fetch fetch = new HttpFetch(Clock.systemUTC());
  private final HttpServer server;

  HttpFetchTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_document_is_fetched() throws IOException {
    answers(200, 9, "");
    assertThat(new String(fetch.get(uri()), StandardCharsets.UTF_8)).isEqualTo("x".repeat(9));
  }

  @Test
  void a_redirect_is_not_followed_and_a_missing_document_is_a_failure() {
    answers(302, 0, "http://127.0.0.1:1/elsewhere");
    assertThatThrownBy(() -> fetch.get(uri()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("302");
    server.removeContext("/");
    assertThatThrownBy(() -> fetch.get(uri()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("404");
  }

  @Test
  void no_more_than_256_kib_are_read() throws IOException {
    answers(200, 256 << 10, "");
    assertThat(fetch.get(uri())).hasSize(256 << 10);
    server.removeContext("/");
    answers(200, (256 << 10) + 1, "");
    assertThatThrownBy(() -> fetch.get(uri())).hasMessageContaining("too large");
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  private void answers(int status, int bytes, String location) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("location", location);
            exchange.sendResponseHeaders(status, bytes == 0 ? -1 : bytes);
            exchange.getResponseBody().write("x".repeat(bytes).getBytes(StandardCharsets.UTF_8));
          }
        });
  }
}
