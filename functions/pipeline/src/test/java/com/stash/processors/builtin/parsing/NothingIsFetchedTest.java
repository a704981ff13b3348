package com.stash.processors.builtin.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.processors.Result;
import com.stash.processors.builtin.Bench;
import com.stash.processors.builtin.parsing.HostileFiles.Content;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NothingIsFetchedTest {
  private static final String SECRET = "the-secret-of-the-host";

  @TempDir Path temp;
  private final AtomicInteger visits = new AtomicInteger();
  private final HttpServer server = server();

  @BeforeEach
  void listen() throws IOException {
    Files.writeString(temp.resolve("secret.txt"), SECRET);
    server.createContext(
        "/",
        exchange -> {
          visits.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void no_entity_style_sheet_or_image_is_read_from_outside() throws Exception {
    var hostile = new HostileFiles(temp);
    var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
    var file = temp.resolve("secret.txt").toUri();
    var xml =
        "<?xml version=\"1.0\"?><!DOCTYPE a SYSTEM \"%s\" [<!ENTITY f SYSTEM \"%s\">"
                .formatted(url, file)
            + "<!ENTITY u SYSTEM \"%s\">]><a>&f;&u;</a>".formatted(url);
    var html =
        "<html><head><link rel=\"stylesheet\" href=\"%1$s\"><base href=\"%1$s\"></head><body>"
                .formatted(url)
            + "<img src=\"%1$s\"><iframe src=\"%2$s\"></iframe>Hello</body></html>"
                .formatted(url, file);
    try (var bench = new Bench(temp, Optional.empty())) {
      for (var path :
          new Path[] {
            hostile.text("a.xml", xml),
            hostile.text("a.svg.xml", xml.replace("<a>", "<svg>").replace("</a>", "</svg>")),
            hostile.docx("a.docx", Content.of(xml)),
            hostile.text("a.html", html)
          }) {
        if (bench.run("text-extraction", path, Bench.json("{}")) instanceof Result.Done done) {
          assertThat(done.output().toString()).doesNotContain(SECRET);
        }
      }
    }
    assertThat(visits).hasValue(0);
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
