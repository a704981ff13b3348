package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.Campaigns;
import com.stash.documents.Announcement;
import com.stash.documents.AnnouncingDocuments;
import com.stash.documents.AnnouncingDocuments.Announced;
import com.stash.documents.AnnouncingDocuments.Wish;
import com.stash.documents.Documents;
import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Sha256;
import com.stash.store.Stores;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

/** Documents: announce, list, read. */
final class DocumentOperations {
  private final Campaigns campaigns;
  private final Documents documents;
  private final AnnouncingDocuments announcing;

  private DocumentOperations(Stores stores, Ids ids, Clock clock) {
    campaigns = stores.campaigns();
    documents = stores.documents();
    announcing =
        new AnnouncingDocuments(
            campaigns,
            documents,
            stores.admission(),
            stores.transactions(),
            stores.claims(),
            stores.objects(),
            ids,
            clock);
  }

  static Map<String, Operation> of(Stores stores, Ids ids, Clock clock) {
    var all = new DocumentOperations(stores, ids, clock);
    return Map.of(
        "announceDocument", all::announce,
        "listDocuments", all::list,
        "readDocument", all::read);
  }

  private Answer announce(Request request) {
    return Answer.of(
        wish(request)
            .flatMap(wish -> announcing.announce(request.scope(), wish, request.idempotency())),
        DocumentOperations::announced);
  }

  private Answer list(Request request) {
    var campaign = request.campaign();
    return request.pageBelow(
        () -> campaigns.find(request.scope(), campaign).isPresent(),
        Keys.below(campaign.value()),
        page -> documents.list(request.scope(), campaign, page),
        DocumentViews::document);
  }

  private Answer read(Request request) {
    return Answer.found(
        documents.find(request.scope(), request.document()),
        document -> Answer.entity(DocumentViews.document(document), document.version()));
  }

  private static Answer announced(Announced announced) {
    var document = announced.document();
    var view = DocumentViews.document(document);
    var upload = announced.upload();
    if (upload != null) {
      view.set("upload", DocumentViews.upload(upload));
    }
    return Answer.created(
        "/v1/campaigns/%s/documents/%s".formatted(document.id().campaign(), document.id()),
        view,
        document.version());
  }

  private static Outcome<Wish> wish(Request request) {
    var body = request.body();
    try {
      return Outcome.done(
          new Wish(
              request.campaign(),
              new Announcement(
                  body.path("filename").asText(),
                  body.path("type").asText(),
                  body.path("sizeBytes").asLong(),
                  new Sha256(body.path("sha256").asText())),
              body.path("metadata").properties().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, m -> m.getValue().asText())),
              body.path("tags").valueStream().map(JsonNode::asText).toList()));
    } catch (IllegalArgumentException e) {
      return Outcome.refused(Refusal.invalid("", e.getMessage() + "."));
    }
  }
}
