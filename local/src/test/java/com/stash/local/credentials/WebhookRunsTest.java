package com.stash.local.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignSettings;
import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialUse;
import com.stash.credentials.Secret;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.JobError;
import com.stash.functions.pipeline.PipelineHandler;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.local.canaries.Traces;
import com.stash.local.fixtures.Events;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.processors.builtin.webhook.Targets;
import com.stash.processors.builtin.webhook.Webhook;
import com.stash.store.Tables;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A job whose step needs a credential: found, handed over, used, and told nowhere. */
class WebhookRunsTest {
  private static final String NAME = "webhook.signing-secret";
  private static final String VALUE =
      "whsec_"
          + Base64.getEncoder()
              .encodeToString("a canary of thirty-six random bytes!".getBytes(UTF_8));

  private final Givens given = Givens.start();
  private final GivenTenant acme = given.tenant("acme");
  private final HttpServer server = server();
  private final Deque<Integer> answers = new ArrayDeque<>();
  private final List<Headers> received = new CopyOnWriteArrayList<>();
  private final PipelineHandler handler =
      new PipelineHandler(
          given.backend(),
          List.of(new Webhook(Webhook.client(), Targets.local(), given.clock())),
          Duration.ofMinutes(15),
          Duration.ofSeconds(10));

  @AfterEach
  void stop() {
    server.stop(0);
    given.close();
  }

  @Test
  void a_pipeline_whose_credential_does_not_resolve_is_refused() {
    var refused = refused(create("letters"));
    assertThat(refused.code()).isEqualTo("credential_missing");
    assertThat(refused.message()).contains("webhook@1", NAME, "No level");
    assertThat(refused.field()).isEqualTo("/pipeline/steps/0/processor");
    var secret = has(CredentialScope.tenant(acme.id()));
    var draft = create("letters").orThrow();
    disable(secret);
    var publish =
        given.revisingPipelines().publish(acme.scope(), draft.id(), draft.version(), null);
    assertThat(refused(publish).message()).contains(NAME, "disabled", "tenant level");
  }

  @Test
  void a_credential_of_the_campaign_serves_its_own_pipeline() {
    var letters = acme.campaign("letters");
    var pipeline = Json.parse(pipeline().getBytes(UTF_8));
    var revising = given.revisingPipelines();
    assertThat(refused(revising.revise(acme.scope(), letters.id(), 2, pipeline, null)).code())
        .isEqualTo("credential_missing");
    has(CredentialScope.campaign(letters.id().value()));
    var revised = revising.revise(acme.scope(), letters.id(), 2, pipeline, null).orThrow();
    assertThat(revised.latestRevision()).isEqualTo(2);
  }

  @Test
  void a_server_that_fails_once_gets_the_same_message_again_and_the_secret_is_nowhere() {
    var secret = has(CredentialScope.tenant(acme.id()));
    answers.add(500);
    answers.add(200);
    var document = uploaded();
    run(document);
    assertThat(acme.job(document).errors())
        .extracting(JobError::code)
        .containsExactly("webhook_unavailable");
    given.clock().passes(Duration.ofMinutes(2));
    run(document);
    assertThat(acme.document(document.id()).state()).isEqualTo(DocumentState.COMPLETED);
    assertThat(received).hasSize(2);
    assertThat(received.get(0).getFirst("webhook-id"))
        .isEqualTo(received.get(1).getFirst("webhook-id"))
        .isEqualTo("msg_" + acme.job(document).id() + "_notify");
    assertThat(received.get(0).getFirst("webhook-timestamp"))
        .isNotEqualTo(received.get(1).getFirst("webhook-timestamp"));
    assertThat(uses(secret)).extracting(CredentialUse::processor).containsExactly("webhook");
    assertThat(uses(secret)).extracting(CredentialUse::reads).containsExactly(2L);
    assertThat(uses(secret))
        .extracting(CredentialUse::job)
        .containsExactly(acme.job(document).id().value());
    var traces = new Traces(VALUE);
    assertThat(traces.in(given.log().getBytes(UTF_8))).isEmpty();
    for (var table : Tables.ALL) {
      var name = given.backend().environment().table(table);
      for (var item : given.backend().dynamoDb().scan(s -> s.tableName(name)).items()) {
        assertThat(traces.in(item.toString().getBytes(UTF_8))).as(name).isEmpty();
      }
    }
  }

  @Test
  void a_credential_that_is_disabled_meanwhile_fails_the_step_and_names_level_and_key() {
    var secret = has(CredentialScope.tenant(acme.id()));
    var document = uploaded();
    disable(secret);
    run(document);
    assertThat(received).isEmpty();
    var job = acme.job(document);
    assertThat(acme.document(document.id()).state()).isEqualTo(DocumentState.FAILED);
    assertThat(job.errors())
        .extracting(JobError::step, JobError::code, JobError::kind)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "notify", "credential_disabled", ErrorClass.CONFIGURATION));
    assertThat(job.errors().getFirst().message())
        .contains(NAME, "tenant level")
        .doesNotContain("whsec_");
  }

  @Test
  void a_credential_that_was_deleted_or_does_not_open_is_a_fault_of_the_configuration() {
    var secret = has(CredentialScope.tenant(acme.id()));
    var deleted = uploaded();
    var key = Objects.requireNonNull(secret.versions().getFirst().sealed()).key();
    given.backend().kms().disableKey(d -> d.keyId(key));
    run(deleted);
    assertThat(acme.job(deleted).errors())
        .extracting(JobError::code)
        .containsExactly("credential_unreadable");
    given.backend().kms().enableKey(d -> d.keyId(key));
    var gone = acme.uploads(campaign("more"), "b.txt", "other".getBytes(UTF_8));
    given
        .stores()
        .credentials()
        .changing()
        .delete(acme.scope(), secret.id(), secret.version(), null)
        .orThrow();
    run(gone);
    assertThat(acme.job(gone).errors())
        .extracting(JobError::code)
        .containsExactly("credential_missing");
  }

  private HttpServer server() {
    try {
      var created =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      created.createContext(
          "/",
          exchange -> {
            received.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(answers.isEmpty() ? 204 : answers.pop(), -1);
            exchange.close();
          });
      created.start();
      return created;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String pipeline() {
    return """
    {"steps": [{"id": "notify", "processor": "webhook@1",
      "config": {"url": "http://127.0.0.1:%d/hook"}}]}
    """
        .formatted(server.getAddress().getPort());
  }

  private Outcome<Campaign> create(String slug) {
    return given
        .creatingCampaigns()
        .create(
            acme.scope(),
            new com.stash.campaigns.CreatingCampaigns.Wish(
                new com.stash.tenancy.Slug(slug),
                slug,
                "",
                Campaign.Type.CUSTOM,
                CampaignSettings.DEFAULT,
                List.of(),
                Json.parse(pipeline().getBytes(UTF_8))),
            null);
  }

  private Campaign campaign(String slug) {
    return acme.campaign(slug, pipeline());
  }

  private Document uploaded() {
    return acme.uploads(campaign("letters"), "a.txt", "Total 7".getBytes(UTF_8));
  }

  private void run(Document document) {
    handler.handleRequest(Events.sqs(acme.id(), acme.job(document)), given.invocation());
  }

  private Credential has(CredentialScope place) {
    return given
        .stores()
        .credentials()
        .creating((_, _) -> true)
        .create(
            acme.scope(),
            new Wish(place, NAME, "receiver", false, null, null),
            new Secret(VALUE.getBytes(UTF_8)),
            null)
        .orThrow();
  }

  private void disable(Credential credential) {
    given
        .stores()
        .credentials()
        .changing()
        .disable(acme.scope(), credential.id(), credential.version(), null)
        .orThrow();
  }

  private List<CredentialUse> uses(Credential credential) {
    return given
        .stores()
        .credentials()
        .uses()
        .list(acme.scope(), credential.id(), Page.Request.first(10))
        .items();
  }

  private static <T> Refusal refused(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Refused<T>(var refusal) -> refusal;
      case Outcome.Done<T> done -> throw new AssertionError("taken: " + done);
    };
  }
}
