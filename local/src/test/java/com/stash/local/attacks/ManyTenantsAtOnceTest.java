package com.stash.local.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.kernel.Sha256;
import com.stash.local.Stash;
import com.stash.local.cloud.LocalCloud;
import com.stash.local.cloud.LocalSettings;
import com.stash.local.fixtures.AtOnce;
import com.stash.local.fsck.Fsck;
import com.stash.local.operator.Session;
import com.stash.store.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Many tenants use one process at the same time, changing at random from request to request: no
 * answer, log line, usage event or audit entry bears another tenant.
 */
class ManyTenantsAtOnceTest {
  private static final int THREADS = 64;
  private static final int REQUESTS = 20;
  private static final int TENANTS = 8;
  private static final long SEED = 20261124;

  /** A tenant as its own program knows it; the mark is in all it sends, and in nobody else's. */
  private record Member(String id, String key, String mark, String campaign) {}

  private final Clock clock = Clock.tickMillis(ZoneOffset.UTC);
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Map<String, Member> whose = new ConcurrentHashMap<>();

  @Test
  void nothing_of_one_tenant_is_ever_in_what_another_gets() throws Exception {
    var log = new Log(new PrintStream(logged, true, StandardCharsets.UTF_8), clock);
    try (var cloud = LocalCloud.start(LocalSettings.inMemory(), clock, log);
        var http = HttpClient.newHttpClient()) {
      var members = new ArrayList<Member>();
      for (int i = 0; i < TENANTS; i++) {
        members.add(member(cloud, http, i));
      }
      var faults =
          AtOnce.on(THREADS, thread -> run(cloud, http, members, new Random(SEED + thread)));
      assertThat(faults.stream().flatMap(List::stream)).isEmpty();
      settle(cloud);
      members.forEach(member -> assertThatItsRowsAreItsOwn(cloud, member, members));
      assertThatLinesBearTheirTenant();
      assertThat(new Fsck(cloud.backend(), cloud::deadLetters).check().faults().values())
          .allMatch(List::isEmpty);
    }
  }

  private List<String> run(LocalCloud cloud, HttpClient http, List<Member> members, Random random) {
    var faults = new ArrayList<String>();
    for (int i = 0; i < REQUESTS; i++) {
      var member = members.get(random.nextInt(members.size()));
      var answer = request(cloud, http, member, random);
      whose.put(answer.headers().firstValue("x-request-id").orElseThrow(), member);
      if (answer.statusCode() >= 300) {
        faults.add(member.mark + " got " + answer.statusCode() + " " + answer.body());
      }
      for (var other : members) {
        if (!other.equals(member)
            && (answer.body().contains(other.mark)
                || answer.body().contains(other.id)
                || answer.body().contains(other.campaign))) {
          faults.add(member.mark + " got what is of " + other.mark + ": " + answer.body());
        }
      }
    }
    return faults;
  }

  private static HttpResponse<String> request(
      LocalCloud cloud, HttpClient http, Member member, Random random) {
    var documents = "/v1/campaigns/" + member.campaign + "/documents";
    return switch (random.nextInt(6)) {
      case 0 -> get(cloud, http, member, "/v1/campaigns");
      case 1 -> get(cloud, http, member, documents + "?limit=5");
      case 2 -> get(cloud, http, member, "/v1/audit?limit=5");
      case 3 -> get(cloud, http, member, "/v1/usage/events?limit=5");
      case 4 -> get(cloud, http, member, "/v1/me");
      default -> upload(cloud, http, member, documents, member.mark + " " + random.nextLong());
    };
  }

  /** Announces a file, sends it, and returns the announcement's answer. */
  private static HttpResponse<String> upload(
      LocalCloud cloud, HttpClient http, Member member, String documents, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var body =
        Json.object()
            .put("filename", member.mark + ".txt")
            .put("type", "text/plain")
            .put("sizeBytes", bytes.length)
            .put("sha256", Sha256.of(bytes).hex());
    var announced = post(cloud, http, member, documents, body);
    var upload = json(announced).path("upload");
    var put =
        HttpRequest.newBuilder(URI.create(upload.path("url").asText()))
            .PUT(BodyPublishers.ofByteArray(bytes));
    for (var header : upload.path("headers").properties()) {
      if (!header.getKey().equalsIgnoreCase("content-length")) {
        put.header(header.getKey(), header.getValue().asText());
      }
    }
    assertThat(send(http, put.build()).statusCode()).isEqualTo(200);
    return announced;
  }

  private static Member member(LocalCloud cloud, HttpClient http, int number) {
    var mark = "mark" + (char) ('a' + number) + "mark";
    var out = new StringWriter();
    Stash.command(new Session(cloud.backend(), cloud, Path.of("."), ""))
        .setOut(new PrintWriter(out))
        .execute(
            "tenants",
            "create",
            mark,
            "--email",
            mark + "@x.test",
            "--tier",
            "enterprise",
            "--json");
    var made = Json.parse(out.toString().getBytes(StandardCharsets.UTF_8));
    var bare = new Member(made.path("id").asText(), made.path("apiKey").asText(), mark, "");
    var wish =
        Samples.json(
            "{'slug':'%s','name':'%s','pipeline':{'steps':[{'id':'read','processor':'text-extraction@1'}]}}"
                .formatted(mark, mark));
    var campaign = json(post(cloud, http, bare, "/v1/campaigns", wish)).path("id").asText();
    var published =
        HttpRequest.newBuilder(cloud.api().resolve("/v1/campaigns/" + campaign + "/publish"))
            .header("Authorization", "Bearer " + bare.key)
            .header("If-Match", "\"1\"")
            .POST(BodyPublishers.noBody());
    assertThat(send(http, published.build()).statusCode()).isEqualTo(200);
    return new Member(bare.id, bare.key, mark, campaign);
  }

  private static void assertThatItsRowsAreItsOwn(
      LocalCloud cloud, Member member, List<Member> members) {
    for (var table : List.of(Tables.USAGE_EVENTS, Tables.AUDIT_LOGS, Tables.DOCUMENTS)) {
      var rows = rows(cloud, table.name(), member.id);
      assertThat(rows).as(table.name()).isNotEmpty();
      for (var other : members) {
        if (!other.equals(member)) {
          assertThat(rows)
              .noneMatch(row -> row.contains(other.mark))
              .noneMatch(row -> row.contains(other.id))
              .noneMatch(row -> row.contains(other.campaign));
        }
      }
    }
  }

  private static List<String> rows(LocalCloud cloud, String table, String tenant) {
    var name = "stash-" + cloud.backend().environment().name() + "-" + table;
    return cloud
        .backend()
        .dynamoDb()
        .queryPaginator(
            q ->
                q.tableName(name)
                    .keyConditionExpression("tenantId = :t")
                    .expressionAttributeValues(Map.of(":t", AttributeValue.fromS(tenant))))
        .items()
        .stream()
        .map(Object::toString)
        .toList();
  }

  /** Every request has a line, and each line of a request has the tenant that sent it. */
  private void assertThatLinesBearTheirTenant() {
    var seen = new ArrayList<String>();
    for (var text : logged.toString(StandardCharsets.UTF_8).lines().toList()) {
      var line = Json.parse(text.getBytes(StandardCharsets.UTF_8));
      var member = whose.get(line.path("requestId").asText());
      if (member != null && line.path("event").asText().equals("request")) {
        assertThat(line.path("tenantId").asText()).isEqualTo(member.id);
        seen.add(line.path("requestId").asText());
      }
    }
    assertThat(seen).hasSize(THREADS * REQUESTS).doesNotHaveDuplicates();
  }

  private static void settle(LocalCloud cloud) {
    for (int still = 0; still < 5; still = cloud.idle() ? still + 1 : 0) {
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static HttpResponse<String> get(
      LocalCloud cloud, HttpClient http, Member member, String path) {
    return send(
        http,
        HttpRequest.newBuilder(cloud.api().resolve(path))
            .header("Authorization", "Bearer " + member.key)
            .build());
  }

  private static HttpResponse<String> post(
      LocalCloud cloud, HttpClient http, Member member, String path, JsonNode body) {
    return send(
        http,
        HttpRequest.newBuilder(cloud.api().resolve(path))
            .header("Authorization", "Bearer " + member.key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
