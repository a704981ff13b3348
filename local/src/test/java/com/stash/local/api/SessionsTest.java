package com.stash.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.CampaignId;
import com.stash.documents.ObjectKey;
import com.stash.functions.api.ApiHandler;
import com.stash.kernel.Json;
import com.stash.kernel.Origin;
import com.stash.local.api.RecordingAws.Signed;
import com.stash.local.aws.Clouds;
import com.stash.local.aws.EmbeddedAws;
import com.stash.local.fixtures.AtOnce;
import com.stash.provisioning.ProvisioningTenants;
import com.stash.store.AwsBackend;
import com.stash.store.Backend;
import com.stash.store.CreatingTables;
import com.stash.store.Stores;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.Tier;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A deployed function's calls: what concerns a tenant is signed by that tenant's session. */
class SessionsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/stash-test-tenant-session";

  private final EmbeddedAws aws = Clouds.withDynamoDbEndpoint();
  private RecordingAws recording;
  private Backend backend;
  private ApiHandler api;
  private Tenant acme;
  private Tenant globex;

  @BeforeEach
  void start() throws IOException {
    recording = new RecordingAws(aws);
    var own = backend(Map.of());
    new CreatingTables(aws.dynamoDb(), own.environment()).create();
    acme = tenant(own, "acme");
    globex = tenant(own, "globex");
    backend = backend(Map.of("STASH_SESSION_ROLE", ROLE));
    api = new ApiHandler(backend);
    assertThat(recording.calls).isNotEmpty().allMatch(c -> c.key().equals(RecordingAws.OWN));
    recording.calls.clear();
  }

  @AfterEach
  void stop() {
    recording.close();
    aws.close();
  }

  @Test
  void each_call_for_a_tenant_is_signed_by_its_own_session() throws Exception {
    AtOnce.on(
        16,
        i -> {
          var tenant = i % 2 == 0 ? acme : globex;
          var made = call(tenant, "POST /v1/campaigns", Client.campaignWish("campaign-" + i), 201);
          call(tenant, "GET /v1/campaigns", null, 200);
          call(tenant, "GET /v1/campaigns/{campaignId}", made, 200);
          call(tenant, "GET /v1/usage", null, 200);
          call(tenant, "GET /v1/audit", null, 200);
          return call(tenant, "GET /v1/me", null, 200);
        });
    assertThat(recording.calls("DynamoDB")).hasSizeGreaterThan(60);
    for (var call : recording.calls("DynamoDB")) {
      assertThat(call.key()).as(call.toString()).isEqualTo(expected(call));
    }
  }

  @Test
  void a_session_is_begun_once_with_the_tenant_as_its_only_tag() {
    for (int i = 0; i < 3; i++) {
      call(acme, "GET /v1/campaigns", null, 200);
    }
    assertThat(recording.calls("sts")).hasSize(1);
    var begun = recording.calls("sts").getFirst();
    assertThat(begun.key()).isEqualTo(RecordingAws.OWN);
    assertThat(RecordingAws.form(begun.body()))
        .isEqualTo(
            Map.of(
                "Action", "AssumeRole",
                "Version", "2011-06-15",
                "RoleArn", ROLE,
                "RoleSessionName", acme.id().value(),
                "DurationSeconds", "3600",
                "Tags.member.1.Key", "TenantId",
                "Tags.member.1.Value", acme.id().value()));
  }

  @Test
  void secrets_and_results_are_the_session_s_too() {
    var wish = Json.object().put("level", "tenant").put("key", "token").put("provider", "acme");
    wish.put("value", "a secret value");
    call(acme, "POST /v1/credentials", wish, 201);
    assertThat(recording.calls("Trent")).hasSize(1).allMatch(c -> c.key().equals(session(acme)));
    var gate = new Stores(backend).gate();
    var scope = gate.forOperator(gate.platform(Origin.system("test", "test")), globex.id());
    var objects = new Stores(backend).objects();
    var key = new ObjectKey.Inbox(new CampaignId("01KAT0000000000000000KEY01"), "a.txt");
    objects.put(scope, key, "text/plain", new byte[] {1});
    assertThat(recording.calls("PUT")).hasSize(1).allMatch(c -> c.key().equals(session(globex)));
    assertThat(objects.presignDownload(scope, key, "a.txt").toString())
        .contains("X-Amz-Credential=" + session(globex) + "%2F");
  }

  /** The tenant itself is found before there is a session; all else names one partition. */
  private String expected(Signed call) {
    if (call.operation().endsWith("GetItem") && call.body().contains("stash-test-tenants")) {
      return RecordingAws.OWN;
    }
    var named =
        List.of(acme.id(), globex.id(), TenantId.PLATFORM).stream()
            .filter(id -> call.body().contains(id.value()))
            .toList();
    assertThat(named).as(call.toString()).hasSize(1);
    return RecordingAws.key(named.getFirst().value());
  }

  private static String session(Tenant tenant) {
    return RecordingAws.key(tenant.id().value());
  }

  @SuppressWarnings("NullAway") // the handler does not look at the context
  private String call(Tenant tenant, String route, @Nullable Object body, int status) {
    var event = Json.object().put("version", "2.0").put("routeKey", route);
    var context = event.putObject("requestContext");
    context.put("domainName", "localhost").put("requestId", UUID.randomUUID().toString());
    context
        .putObject("authorizer")
        .putObject("lambda")
        .put("tenantId", tenant.id().value())
        .put("actorType", "api_key")
        .put("actorId", "01KAT0000000000000000KEY01")
        .put(
            "permissions",
            "campaigns:read campaigns:write usage:read audit:read credentials:write"
                + " credentials:read")
        .put("standing", "active");
    if (body instanceof JsonNode json) {
      event.put("body", json.toString());
      event.putObject("headers").put("content-type", "application/json");
    } else if (body instanceof String id) {
      event.putObject("pathParameters").put("campaignId", id);
    }
    var out = new ByteArrayOutputStream();
    try {
      api.handleRequest(new ByteArrayInputStream(Json.bytes(event)), out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var reply = Reply.of(Json.parse(out.toByteArray()));
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    return reply.text("id");
  }

  private Backend backend(Map<String, String> more) {
    var variables = new HashMap<>(more);
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_ENDPOINT_URL", recording.endpoint().toString());
    variables.put("STASH_ENV", "test");
    variables.put("STASH_BUCKET", "stash-test-documents");
    variables.put("STASH_ARCHIVE", "stash-test-archive");
    variables.put("STASH_JOB_QUEUE_URL", "none");
    variables.put("STASH_CREDENTIAL_KEY", aws.kms().createKey(c -> {}).keyMetadata().keyId());
    variables.put("STASH_BASE_DOMAIN", "stash.test");
    variables.put("STASH_CENTRAL_HOSTS", "localhost");
    return AwsBackend.of(
        variables,
        StaticCredentialsProvider.create(AwsBasicCredentials.create(RecordingAws.OWN, "secret")));
  }

  private static Tenant tenant(Backend own, String slug) {
    return new Stores(own)
        .lifecycle()
        .provisioning()
        .provision(
            new ProvisioningTenants.Wish(new Slug(slug), slug, "a@b.test", Tier.STARTER),
            Origin.system("test", "test"),
            own.random())
        .orThrow()
        .tenant();
  }
}
