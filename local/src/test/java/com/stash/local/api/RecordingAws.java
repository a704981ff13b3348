package com.stash.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.local.aws.EmbeddedAws;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/**
 * AWS as the SDK sees it: an STS of its own, and before DynamoDB, KMS and S3 a note of who signed
 * each call. The access key of a session is {@code ASIA} and the tenant's id.
 */
final class RecordingAws implements AutoCloseable {
  static final String OWN = "AKIAFUNCTION";
  private static final Pattern KEY = Pattern.compile("Credential=([A-Z0-9]+)/");

  final Queue<Signed> calls = new ConcurrentLinkedQueue<>();
  private final EmbeddedAws aws;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  /** One call: whose key signed it, what it asked for, and its body. */
  record Signed(String key, String operation, String body) {}

  RecordingAws(EmbeddedAws aws) throws IOException {
    this.aws = aws;
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 64);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  static String key(String tenant) {
    return "ASIA" + tenant;
  }

  List<Signed> calls(String operation) {
    return calls.stream().filter(call -> call.operation().startsWith(operation)).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var headers = exchange.getRequestHeaders();
      var signer = KEY.matcher(String.join("", headers.getOrDefault("authorization", List.of())));
      var target = String.join("", headers.getOrDefault("x-amz-target", List.of()));
      var operation = target.isEmpty() ? operation(exchange, body) : target;
      calls.add(new Signed(signer.find() ? signer.group(1) : "", operation, body));
      if (operation.startsWith("DynamoDB")) {
        forward(exchange, body);
      } else {
        var answer =
            operation.endsWith(".Decrypt")
                ? decrypted(body)
                : operation.startsWith("Trent")
                    ? dataKey(body)
                    : operation.equals("sts") ? sts(body) : "";
        send(exchange, 200, answer.getBytes(StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String operation(HttpExchange exchange, String body) {
    return body.startsWith("Action=AssumeRole")
        ? "sts"
        : exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
  }

  private void forward(HttpExchange exchange, String body)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(aws.dynamoDbEndpoint().orElseThrow());
    for (var name : List.of("authorization", "x-amz-target", "x-amz-date", "content-type")) {
      exchange
          .getRequestHeaders()
          .getOrDefault(name, List.of())
          .forEach(value -> request.header(name, value));
    }
    var answer =
        http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofByteArray());
    answer
        .headers()
        .firstValue("content-type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    send(exchange, answer.statusCode(), answer.body());
  }

  private String dataKey(String body) {
    var asked = Json.parse(body.getBytes(StandardCharsets.UTF_8));
    var context = context(asked);
    var made =
        aws.kms()
            .generateDataKey(
                g ->
                    g.keyId(asked.path("KeyId").asText())
                        .keySpec("AES_256")
                        .encryptionContext(context));
    JsonNode answer =
        Json.object()
            .put("KeyId", made.keyId())
            .put("Plaintext", Base64.getEncoder().encodeToString(made.plaintext().asByteArray()))
            .put(
                "CiphertextBlob",
                Base64.getEncoder().encodeToString(made.ciphertextBlob().asByteArray()));
    return answer.toString();
  }

  private String decrypted(String body) {
    var asked = Json.parse(body.getBytes(StandardCharsets.UTF_8));
    var blob = Base64.getDecoder().decode(asked.path("CiphertextBlob").asText());
    var opened =
        aws.kms()
            .decrypt(
                d ->
                    d.keyId(asked.path("KeyId").asText())
                        .encryptionContext(context(asked))
                        .ciphertextBlob(SdkBytes.fromByteArray(blob)));
    return Json.object()
        .put("KeyId", opened.keyId())
        .put("Plaintext", Base64.getEncoder().encodeToString(opened.plaintext().asByteArray()))
        .toString();
  }

  private static Map<String, String> context(JsonNode asked) {
    var context = new TreeMap<String, String>();
    asked
        .path("EncryptionContext")
        .properties()
        .forEach(member -> context.put(member.getKey(), member.getValue().asText()));
    return context;
  }

  private static String sts(String body) {
    var tenant = form(body).getOrDefault("Tags.member.1.Value", "");
    return """
    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
    <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
    <SessionToken>token-%s</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
    </Credentials></AssumeRoleResult></AssumeRoleResponse>
    """
        .formatted(key(tenant), tenant);
  }

  static Map<String, String> form(String body) {
    var form = new TreeMap<String, String>();
    for (var pair : body.split("&", -1)) {
      var parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
