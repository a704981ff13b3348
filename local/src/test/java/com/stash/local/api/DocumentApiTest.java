package com.stash.local.api;

import static com.stash.local.api.Client.CAMPAIGN;
import static com.stash.local.api.Client.DOCUMENT;
import static com.stash.local.api.Client.DOCUMENTS;
import static com.stash.local.api.Client.announcement;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.campaigns.CampaignId;
import com.stash.kernel.Sha256;
import com.stash.local.factories.Factories;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentApiTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Client acme = World.ONE.tenant();

  @Test
  void an_announced_document_waits_for_exactly_the_announced_bytes() throws Exception {
    var campaign = acme.campaign("invoices");
    var bytes = "a pdf".getBytes(StandardCharsets.UTF_8);
    var wish = (ObjectNode) announcement("Rechnung März.pdf");
    wish.put("sizeBytes", bytes.length).put("sha256", Sha256.of(bytes).hex());
    wish.putObject("metadata").put("supplier", "4711");
    wish.putArray("tags").add("urgent");

    var created = acme.post(DOCUMENTS, campaign).body(wish).expect(201);
    var id = created.text("id");
    assertThat(created.header("location"))
        .isEqualTo("/v1/campaigns/" + campaign + "/documents/" + id);
    var upload = created.body().path("upload");
    assertThat(put(upload, "other".getBytes(StandardCharsets.UTF_8))).isGreaterThanOrEqualTo(400);
    assertThat(put(upload, bytes)).isEqualTo(200);

    var read = acme.get(DOCUMENT, campaign, id).expect(200);
    assertThat(read.text("state")).isEqualTo("awaiting_upload");
    assertThat(read.text("filename")).isEqualTo("Rechnung März.pdf");
    assertThat(read.body().at("/metadata/supplier").asText()).isEqualTo("4711");
    assertThat(read.body().at("/tags/0").asText()).isEqualTo("urgent");
    assertThat(read.body().has("upload")).isFalse();
    assertThat(read.etag()).isEqualTo("\"1\"");
  }

  @Test
  void the_same_key_and_body_announce_one_document() {
    var campaign = acme.campaign("once");
    var first = announce(campaign, "k", "a.pdf").expect(201);
    var again = announce(campaign, "k", "a.pdf").expect(201);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(again.body().has("upload")).isTrue();
    announce(campaign, "k", "b.pdf").expect(422);
    var other = acme.campaign("other");
    assertThat(announce(other, "k", "a.pdf").expect(201).text("id")).isNotEqualTo(first.text("id"));
    assertThat(acme.get(DOCUMENTS, campaign).expect(200).items()).hasSize(1);
  }

  @Test
  void an_announcement_that_comes_again_is_answered_whatever_came_between() {
    var campaign = acme.campaign("between");
    var first = announce(campaign, "k", "a.pdf").expect(201);
    acme.post(CAMPAIGN + "/pause", campaign).header("if-match", "\"2\"").expect(200);
    announce(campaign, "other", "a.pdf").expect(409);
    assertThat(announce(campaign, "k", "a.pdf").expect(201).text("id")).isEqualTo(first.text("id"));
    announce(campaign, "k", "b.pdf").expect(422);
  }

  @Test
  void sixty_documents_come_in_pages_newest_first_each_once() {
    var campaign = acme.campaign("many");
    var ids = new ArrayList<String>();
    for (int i = 0; i < 60; i++) {
      ids.addFirst(acme.document(campaign, i + ".pdf"));
    }
    var pages = new ArrayList<List<String>>();
    var page = acme.get(DOCUMENTS, campaign).expect(200);
    pages.add(ids(page));
    while (page.body().has("next")) {
      page = acme.get(DOCUMENTS, campaign).query("cursor", page.text("next")).expect(200);
      pages.add(ids(page));
    }
    assertThat(pages.stream().map(List::size)).containsExactly(25, 25, 10);
    assertThat(pages.stream().flatMap(List::stream)).containsExactlyElementsOf(ids);
    assertThat(new LinkedHashSet<>(ids)).hasSize(60);
  }

  @Test
  void a_cursor_fits_the_list_it_came_from_only() {
    var campaign = acme.campaign("cursors");
    var other = acme.campaign("elsewhere");
    for (int i = 0; i < 3; i++) {
      acme.document(campaign, i + ".pdf");
    }
    var next = acme.get(DOCUMENTS, campaign).query("limit", "1").expect(200).text("next");
    var globex = World.ONE.tenant();
    for (var call :
        Set.of(
            acme.get(DOCUMENTS, other),
            acme.get("/v1/campaigns"),
            globex.get(DOCUMENTS, campaign))) {
      var refused = call.query("cursor", next).expect(400);
      assertThat(refused.text("code")).isEqualTo("invalid_cursor");
    }
    for (var broken : new String[] {"x", next + "A", next.substring(1), "e30"}) {
      acme.get(DOCUMENTS, campaign).query("cursor", broken).expect(400);
    }
    acme.get(DOCUMENTS, campaign).query("cursor", next).query("limit", "100").expect(200);
  }

  @Test
  void what_the_campaign_does_not_take_is_refused_before_anything_is_written() {
    var draft = acme.draft("draft");
    var notYet = acme.post(DOCUMENTS, draft).body(announcement("a.pdf")).expect(409);
    assertThat(notYet.text("code")).isEqualTo("wrong_state");
    assertThat(notYet.text("detail")).contains("draft");

    acme.post(CAMPAIGN + "/publish", draft).header("if-match", "\"1\"").expect(200);
    var big = ((ObjectNode) announcement("a.pdf")).put("sizeBytes", 11 << 20);
    assertThat(acme.post(DOCUMENTS, draft).body(big).expect(413).text("field"))
        .isEqualTo("/sizeBytes");
    var odd = ((ObjectNode) announcement("a.bin")).put("type", "application/x-odd");
    assertThat(acme.post(DOCUMENTS, draft).body(odd).expect(415).text("code"))
        .isEqualTo("type_not_allowed");
    assertThat(acme.get(DOCUMENTS, draft).expect(200).items()).isEmpty();
  }

  @Test
  void without_credits_nothing_is_announced() {
    var poor = World.ONE.tenantWithoutCredits();
    var campaign = poor.campaign("poor");
    poor.post(DOCUMENTS, campaign).body(announcement("a.pdf")).expect(402);
  }

  @Test
  void there_is_no_result_and_no_content_before_the_bytes_come() {
    var campaign = acme.campaign("early");
    var id = acme.document(campaign, "a.pdf");
    for (var part : new String[] {"/result", "/content"}) {
      var refused = acme.get(DOCUMENT + part, campaign, id).expect(409);
      assertThat(refused.text("code")).isEqualTo("wrong_state");
      assertThat(refused.text("detail")).contains("awaiting_upload");
    }
  }

  @Test
  void the_bytes_of_a_document_can_be_downloaded_under_its_name() throws Exception {
    var campaign = acme.campaign("content");
    var processed = Processed.document(acme, campaign, "a b.pdf");
    var content = acme.get(DOCUMENT + "/content", campaign, processed.id().value()).expect(200);
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(content.text("url"))).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Processed.BYTES);
    assertThat(answer.headers().firstValue("content-disposition").orElse("")).contains("a%20b.pdf");
  }

  private Call announce(String campaign, String key, String filename) {
    return acme.post(DOCUMENTS, campaign)
        .header("idempotency-key", key)
        .body(announcement(filename));
  }

  private static int put(com.fasterxml.jackson.databind.JsonNode upload, byte[] bytes)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(upload.path("url").asText()))
            .PUT(BodyPublishers.ofByteArray(bytes));
    upload
        .path("headers")
        .properties()
        .forEach(
            header -> {
              if (!header.getKey().equalsIgnoreCase("content-length")) {
                request.header(header.getKey(), header.getValue().asText());
              }
            });
    return HTTP.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static List<String> ids(Reply page) {
    return page.items().valueStream().map(item -> item.path("id").asText()).toList();
  }

  @Test
  void a_document_is_cancelled_reprocessed_and_shown_as_it_is() {
    var campaign = acme.campaign("again");
    var done = Processed.document(acme, campaign, "done.pdf").id().value();
    step(campaign, done, "cancel", 2).expect(409);
    step(campaign, done, "retry", 2).expect(409);
    step(campaign, done, "review", 2).body(World.object().put("decision", "accept")).expect(409);
    var queued = step(campaign, done, "reprocess", 2).expect(200);
    assertThat(queued.text("state")).isEqualTo("queued");
    assertThat(queued.etag()).isEqualTo("\"3\"");
    var jobs = acme.get(Client.JOBS, campaign, done).expect(200).items();
    assertThat(jobs.findValuesAsText("trigger")).containsExactly("reprocess", "upload");
    var cancelled = step(campaign, done, "cancel", 3).expect(200);
    assertThat(cancelled.text("state")).isEqualTo("cancelled");
    assertThat(cancelled.body().at("/reason/code").asText()).isEqualTo("cancelled");
    acme.get(DOCUMENT + "/result", campaign, done).expect(409);
    assertThat(acme.get(DOCUMENT, campaign, done).expect(200).body()).isEqualTo(cancelled.body());
    step(campaign, done, "review", 4).body(World.object().put("decision", "maybe")).expect(400);
  }

  @Test
  void a_document_that_is_in_work_is_cancelled_and_nobody_waits_any_more() {
    var stores = World.ONE.stores;
    var campaign = new CampaignId(acme.campaign("in-work"));
    var active = stores.campaigns().find(acme.scope(), campaign).orElseThrow();
    var factories = new Factories(World.ONE.backend, stores);
    var document = factories.document(acme.scope(), active).processing();
    stores.slots().putOff(acme.scope());
    var version = (int) document.version();
    var cancelled = step(campaign.value(), document.id().value(), "cancel", version).expect(200);
    assertThat(cancelled.text("state")).isEqualTo("cancelled");
    assertThat(stores.slots().putOffs(acme.scope())).isZero();
  }

  private Call step(String campaign, String document, String operation, int version) {
    return acme.post(DOCUMENT + "/" + operation, campaign, document)
        .header("if-match", "\"" + version + "\"");
  }
}
