package com.stash.local.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.local.Stash;
import com.stash.local.cloud.LocalCloud;
import com.stash.local.cloud.LocalSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that finds a server on its data folder is run by that server. */
class OperatorServerTest {
  private final Path data;
  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
  private final LocalCloud cloud =
      LocalCloud.start(
          LocalSettings.inMemory(),
          clock,
          new Log(
              new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), clock));
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final OperatorServer server;

  OperatorServerTest(@TempDir Path data) {
    this.data = data;
    this.server = OperatorServer.start(cloud, data);
  }

  @AfterEach
  void stop() {
    server.close();
    cloud.close();
  }

  @Test
  void a_command_is_run_in_the_server_and_prints_here() {
    assertThat(run("tenants", "create", "acme", "--email", "a@acme.test")).isZero();
    assertThat(run("tenants", "list")).isZero();
    assertThat(out.toString()).contains("acme", "active");
    assertThat(run("tenants", "show", "nobody")).isEqualTo(Stash.COULD_NOT_RUN);
    assertThat(err.toString()).contains("There is no tenant nobody");
  }

  @Test
  void a_server_that_holds_demo_data_in_every_state_is_whole_while_it_runs() {
    assertThat(run("tenants", "seed", "acme", "globex")).isZero();
    assertThat(run("fsck")).as(out + "\n" + err).isZero();
    assertThat(out.toString()).contains("2 tenants", "I1  holds", "I9  holds");
  }

  @Test
  void only_who_can_read_the_token_is_heard() throws Exception {
    var place = Json.parse(Files.readAllBytes(OperatorServer.place(data)));
    var address = URI.create("http://127.0.0.1:" + place.path("port").asInt() + "/");
    for (var header : new String[] {"", "Bearer ", "Bearer " + "0".repeat(64)}) {
      var request =
          HttpRequest.newBuilder(address)
              .header("Authorization", header)
              .POST(BodyPublishers.ofString("{\"arguments\":[\"tenants\",\"list\"]}"))
              .build();
      try (var http = HttpClient.newHttpClient()) {
        assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
      }
    }
    assertThat(Files.getPosixFilePermissions(OperatorServer.place(data))).hasSize(2);
  }

  @Test
  void a_file_that_a_killed_server_left_is_no_server() throws Exception {
    var left = Files.readAllBytes(OperatorServer.place(data));
    server.close();
    Files.write(OperatorServer.place(data), left);
    assertThat(OperatorClient.find(data)).isEmpty();
  }

  private int run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.add("--data");
    all.add(data.toString());
    return Stash.command(null)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
