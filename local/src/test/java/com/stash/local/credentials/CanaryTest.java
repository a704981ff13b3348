package com.stash.local.credentials;

import static com.stash.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.credentials.Asker;
import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.CredentialScope;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.kernel.Origin;
import com.stash.local.canaries.Canaries;
import com.stash.local.canaries.Traces;
import com.stash.local.cloud.LocalCloud;
import com.stash.local.cloud.LocalSettings;
import com.stash.provisioning.ProvisioningTenants;
import com.stash.store.Stores;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A secret at each level, given to the whole of Stash, leaves no trace anywhere. */
class CanaryTest {
  private final SecureRandom random = new SecureRandom();
  private final List<String> answers = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void the_search_finds_every_form() {
    var canary = Canaries.random();
    var traces = new Traces(canary);
    var bytes = canary.getBytes(StandardCharsets.UTF_8);
    var forms = new ArrayList<byte[]>();
    forms.add(bytes);
    forms.add(canary.getBytes(StandardCharsets.UTF_16LE));
    forms.add(new StringBuilder(canary).reverse().toString().getBytes(StandardCharsets.UTF_8));
    forms.add(
        java.net.URLEncoder.encode(canary, StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.UTF_8));
    forms.add(HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.UTF_8));
    forms.add(HexFormat.of().withUpperCase().formatHex(bytes).getBytes(StandardCharsets.UTF_8));
    for (var before : List.of("", "a", "ab", "abc", "abcd")) {
      for (var after : List.of("", "z", "yz")) {
        var text = (before + canary + after).getBytes(StandardCharsets.UTF_8);
        forms.add(Base64.getEncoder().encode(text));
        forms.add(Base64.getUrlEncoder().withoutPadding().encode(text));
        forms.add(Json.gzip(Json.object().put("text", before + canary.substring(0, 40) + after)));
        forms.add(
            Base64.getEncoder().encode(Json.gzip(Json.object().put("x", before + canary + after))));
      }
    }
    for (var form : forms) {
      var around = new ByteArrayOutputStream();
      around.writeBytes("{\"a\":\"".getBytes(StandardCharsets.UTF_8));
      around.writeBytes(form);
      around.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
      assertThat(traces.in(around.toByteArray())).isPresent();
      assertThat(new Traces(Canaries.random()).in(around.toByteArray())).isEmpty();
    }
  }

  @Test
  void a_canary_at_each_level_is_found_nowhere(@TempDir Path folder) throws Exception {
    var canaries = new LinkedHashMap<String, String>();
    for (var level : List.of("system", "tenant", "campaign", "processor", "large", "next")) {
      canaries.put(level, Canaries.random());
    }
    var logged = new ByteArrayOutputStream();
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var places = new LinkedHashMap<String, byte[]>();
    var out = System.out;
    var err = System.err;
    var printed = new PrintStream(logged, true, StandardCharsets.UTF_8);
    System.setOut(printed);
    System.setErr(printed);
    try (var cloud =
        LocalCloud.start(LocalSettings.onDisk(folder), clock, new Log(printed, clock))) {
      use(cloud, canaries, places, folder.resolve("spool"));
      eventually(() -> assertThat(cloud.idle()).isTrue());
      tables(cloud, places);
      objects(cloud, places);
      messages(cloud, places);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    places.put("answers", String.join("\n", answers).getBytes(StandardCharsets.UTF_8));
    places.put("log", logged.toByteArray());
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        places.put("file " + folder.relativize(file), Files.readAllBytes(file));
      }
    }
    long bytes = places.values().stream().mapToLong(b -> b.length).sum();
    System.out.printf("canary: %,d bytes in %,d places%n", bytes, places.size());
    assertLookedAtTheRightPlaces(places);
    canaries.forEach(
        (level, canary) -> {
          var traces = new Traces(canary);
          places.forEach(
              (place, content) ->
                  assertThat(traces.in(content)).as("canary of %s in %s", level, place).isEmpty());
        });
  }

  /** All of it is there: the audit entries, the sealed items, the file of the tables. */
  private static void assertLookedAtTheRightPlaces(Map<String, byte[]> places) {
    var provider = new Traces("canary-provider");
    assertThat(places.entrySet().stream().filter(p -> provider.in(p.getValue()).isPresent()))
        .extracting(Map.Entry::getKey)
        .anyMatch(place -> place.contains("credentials"))
        .anyMatch(place -> place.contains("audit-logs"))
        .anyMatch(place -> place.startsWith("file dynamodb"))
        .anyMatch(place -> place.startsWith("export credentials"))
        .anyMatch(place -> place.startsWith("export audit-logs"))
        .contains("answers");
  }

  private void use(
      LocalCloud cloud, Map<String, String> canaries, Map<String, byte[]> places, Path spool)
      throws Exception {
    var backend = cloud.backend();
    var stores = new Stores(backend);
    var ids = Ids.secure(backend.clock());
    var origin = Origin.system("canary", "canary");
    var acme =
        stores
            .lifecycle()
            .provisioning()
            .provision(
                new ProvisioningTenants.Wish(
                    new Slug("canary"), "Canary", "a@b.test", Tier.ENTERPRISE),
                origin,
                random)
            .orThrow();
    var scope = stores.gate().forOperator(stores.gate().platform(origin), acme.tenant().id());
    var platform = stores.gate().forPlatform(origin);
    var key = acme.key().reveal();
    var api = cloud.api();
    var campaign =
        call(
            api,
            key,
            "POST",
            "/v1/campaigns",
            Json.parse(
                """
                {"slug": "canary", "name": "Canary", "pipeline": {"steps": [
                  {"id": "text", "processor": "text-extraction@1"}]}}
                """
                    .getBytes(StandardCharsets.UTF_8)));
    var campaignId = campaign.path("id").asText();
    stores
        .credentials()
        .creating((_, _) -> true)
        .create(
            platform,
            new Wish(
                CredentialScope.system(), "k.system", "canary-provider", false, Tier.STARTER, null),
            Vault.secret(of(canaries, "system")),
            null)
        .orThrow();
    create(api, key, wish("k.tenant", "tenant", of(canaries, "tenant")));
    create(
        api,
        key,
        wish("k.campaign", "campaign", of(canaries, "campaign")).put("scopeId", campaignId));
    create(
        api,
        key,
        wish("k.processor", "processor", of(canaries, "processor")).put("scopeId", "ocr"));
    var large =
        create(api, key, wish("k.large", "tenant", of(canaries, "large") + "x".repeat(9000)));
    change(api, key, large, "rotate", Json.object().put("value", of(canaries, "next")));
    change(api, key, large, "rollback", Json.object());
    refused(api, key, canaries);
    var job =
        stores
            .credentials()
            .resolving()
            .of(
                new Asker(
                    "ocr",
                    Set.of("k.system", "k.tenant", "k.campaign", "k.processor", "k.large"),
                    campaignId,
                    ids.ulid()));
    for (var name : List.of("system", "tenant", "campaign", "processor", "large")) {
      try (var resolved = job.resolve(scope, "k." + name).orThrow()) {
        assertThat(new String(resolved.secret().bytes(), StandardCharsets.UTF_8))
            .startsWith(of(canaries, name));
        answers.add(resolved + " " + resolved.secret());
      }
      job.resolve(scope, "k." + name).orThrow().close();
    }
    job.finish(scope);
    rewrapAndDelete(cloud, stores, scope, large, api, key);
    for (var path :
        List.of(
            "/v1/credentials",
            "/v1/credentials/" + large.path("id").asText(),
            "/v1/credential-search?key=k.tenant",
            "/v1/credentials/" + large.path("id").asText() + "/uses")) {
      call(api, key, "GET", path, null);
    }
    eventually(() -> assertThat(cloud.idle()).isTrue());
    call(api, key, "GET", "/v1/audit", null);
    export(stores, scope, places, spool);
  }

  private static void export(
      Stores stores, TenantScope scope, Map<String, byte[]> places, Path spool) throws IOException {
    var files = new LinkedHashMap<String, ByteArrayOutputStream>();
    stores
        .lifecycle()
        .exporting()
        .export(
            scope,
            name -> files.computeIfAbsent(name, _ -> new ByteArrayOutputStream()),
            spool,
            _ -> {});
    files.forEach((name, content) -> places.put("export " + name, content.toByteArray()));
  }

  private void rewrapAndDelete(
      LocalCloud cloud, Stores stores, TenantScope scope, JsonNode large, URI api, String key)
      throws Exception {
    var arn = cloud.backend().kms().createKey(k -> {}).keyMetadata().arn();
    assertThat(stores.credentials().rewrapping().rewrap(scope, arn).moved()).isEqualTo(4);
    var path = "/v1/credentials/" + large.path("id").asText();
    var now = call(api, key, "GET", path, null);
    change(api, key, now, "delete", Json.object());
  }

  /** Requests that fail, with a value in places where none should be. */
  private void refused(URI api, String key, Map<String, String> canaries) throws Exception {
    for (var canary : canaries.values()) {
      var twice = wish("k.tenant", "tenant", canary);
      call(api, key, "POST", "/v1/credentials", twice);
      call(api, key, "POST", "/v1/credentials", wish("K!", "tenant", canary));
      call(api, key, "POST", "/v1/credentials", wish("k.x", "tenant", canary).put("more", 1));
      call(api, key, "POST", "/v1/credentials", wish("k.x", "campaign", canary));
      send(api, key, "/v1/credentials", "{\"value\": \"" + canary + "\", oops");
    }
  }

  private JsonNode create(URI api, String key, ObjectNode wish) throws Exception {
    var created = call(api, key, "POST", "/v1/credentials", wish);
    assertThat(created.path("state").asText()).isEqualTo("active");
    return created;
  }

  private void change(URI api, String key, JsonNode credential, String change, JsonNode body)
      throws Exception {
    var path = "/v1/credentials/" + credential.path("id").asText();
    var version = call(api, key, "GET", path, null).path("version").asText();
    var answer =
        http.send(
            request(api, key, path + "/" + change)
                .header("content-type", "application/json")
                .header("if-match", "\"" + version + "\"")
                .header("idempotency-key", change)
                .POST(BodyPublishers.ofString(body.toString()))
                .build(),
            BodyHandlers.ofString());
    answers.add(answer.headers() + answer.body());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private JsonNode call(
      URI api,
      String key,
      String method,
      String path,
      @org.jspecify.annotations.Nullable JsonNode body)
      throws Exception {
    if (body != null) {
      return Json.parse(send(api, key, path, body.toString()).getBytes(StandardCharsets.UTF_8));
    }
    var answer =
        http.send(
            request(api, key, path).method(method, BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
    answers.add(answer.headers() + answer.body());
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private String send(URI api, String key, String path, String body) throws Exception {
    var answer =
        http.send(
            request(api, key, path)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    answers.add(answer.headers() + answer.body());
    return answer.body();
  }

  private static HttpRequest.Builder request(URI api, String key, String path) {
    return HttpRequest.newBuilder(api.resolve(path)).header("authorization", "Bearer " + key);
  }

  private static ObjectNode wish(String key, String level, String value) {
    return Json.object()
        .put("level", level)
        .put("key", key)
        .put("provider", "canary-provider")
        .put("value", value);
  }

  private static void tables(LocalCloud cloud, Map<String, byte[]> places) {
    var client = cloud.aws().dynamoDb();
    for (var table : client.listTables().tableNames()) {
      for (var item : client.scanPaginator(s -> s.tableName(table)).items()) {
        var bytes = new ByteArrayOutputStream();
        item.values().forEach(value -> write(bytes, value));
        places.put("table " + table + " " + places.size(), bytes.toByteArray());
      }
    }
  }

  private static void write(ByteArrayOutputStream bytes, AttributeValue value) {
    switch (value.type()) {
      case S -> bytes.writeBytes(value.s().getBytes(StandardCharsets.UTF_8));
      case N -> bytes.writeBytes(value.n().getBytes(StandardCharsets.UTF_8));
      case B -> bytes.writeBytes(value.b().asByteArray());
      case M -> value.m().values().forEach(member -> write(bytes, member));
      case L -> value.l().forEach(element -> write(bytes, element));
      default -> {}
    }
    bytes.write('\n');
  }

  private static void objects(LocalCloud cloud, Map<String, byte[]> places) {
    var bucket = cloud.backend().environment().bucket();
    var s3 = cloud.aws().s3();
    for (var object : s3.listObjectsV2Paginator(l -> l.bucket(bucket)).contents()) {
      places.put(
          "object " + object.key(),
          s3.getObjectAsBytes(g -> g.bucket(bucket).key(object.key())).asByteArray());
    }
  }

  private static void messages(LocalCloud cloud, Map<String, byte[]> places) {
    var sqs = cloud.aws().sqs();
    for (var queue : sqs.listQueues().queueUrls()) {
      sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10))
          .messages()
          .forEach(
              message ->
                  places.put(
                      "message " + message.messageId(),
                      message.body().getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static String of(Map<String, String> canaries, String level) {
    return Objects.requireNonNull(canaries.get(level));
  }
}
