package com.stash.local.operator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.aws.OwnerOnly;
import com.stash.local.cloud.LocalCloud;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes operators' commands for a data folder that is in use by this process: an HTTP server on
 * this machine only, for whoever can read the token in the folder. The answer is JSON lines: {@code
 * {"out": text}}, {@code {"err": text}} and at the end {@code {"exit": code}}.
 */
public final class OperatorServer implements AutoCloseable {
  private static final String FILE = "operator.json";
  private static final int MOST_BYTES = 1 << 20;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LocalCloud cloud;
  private final byte[] token;
  private final Path file;

  private OperatorServer(LocalCloud cloud, Path data) throws IOException {
    this.cloud = cloud;
    this.file = place(data);
    var secret = new byte[32];
    cloud.backend().random().nextBytes(secret);
    var text = HexFormat.of().formatHex(secret);
    token = ("Bearer " + text).getBytes(US_ASCII);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    OwnerOnly.write(
        file,
        Json.bytes(Json.object().put("port", server.getAddress().getPort()).put("token", text)));
  }

  /** Starts taking commands. */
  public static OperatorServer start(LocalCloud cloud, Path data) {
    try {
      return new OperatorServer(cloud, data);
    } catch (IOException e) {
      throw new UncheckedIOException("the operators' commands cannot be taken", e);
    }
  }

  /** Returns where the address and the token of a folder's server are. */
  static Path place(Path data) {
    return data.resolve(FILE);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var sent = exchange.getRequestHeaders().getFirst("Authorization");
      if (sent == null || !MessageDigest.isEqual(sent.getBytes(US_ASCII), token)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      var body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        exchange.sendResponseHeaders(413, -1);
        return;
      }
      exchange.sendResponseHeaders(200, 0);
      run(Json.parse(body), exchange.getResponseBody());
    }
  }

  private void run(JsonNode request, OutputStream body) throws IOException {
    var lock = new Object();
    var session =
        new Session(
            cloud.backend(),
            cloud,
            Path.of(request.path("folder").asText()),
            request.path("input").asText());
    var arguments =
        request.path("arguments").valueStream().map(JsonNode::asText).toArray(String[]::new);
    var exit =
        Stash.command(session)
            .setOut(new PrintWriter(new Lines(body, "out", lock), true))
            .setErr(new PrintWriter(new Lines(body, "err", lock), true))
            .execute(arguments);
    line(body, Json.object().put("exit", exit));
  }

  private static void line(OutputStream body, JsonNode line) throws IOException {
    body.write((line + "\n").getBytes(UTF_8));
    body.flush();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends what a command prints, as it prints it. */
  private static final class Lines extends Writer {
    private final OutputStream body;
    private final String name;

    Lines(OutputStream body, String name, Object lock) {
      super(lock);
      this.body = body;
      this.name = name;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      synchronized (lock) {
        line(body, Json.object().put(name, new String(text, from, length)));
      }
    }

    @Override
    public void flush() {
      // Nothing is held back.
    }

    @Override
    public void close() {
      // The exchange is closed by whoever opened it.
    }
  }
}
