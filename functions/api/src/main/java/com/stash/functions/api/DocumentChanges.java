package com.stash.functions.api;

import com.stash.documents.Document;
import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.pipeline.CancellingDocuments;
import com.stash.pipeline.DocumentTarget;
import com.stash.pipeline.ReprocessingDocuments;
import com.stash.pipeline.ReviewingDocuments;
import com.stash.pipeline.ReviewingDocuments.Decision;
import com.stash.store.Stores;
import java.time.Clock;
import java.util.Map;

/** Documents: cancel, reprocess, retry, review. */
final class DocumentChanges {
  private final CancellingDocuments cancelling;
  private final ReprocessingDocuments reprocessing;
  private final ReviewingDocuments reviewing;

  private DocumentChanges(Stores stores, Ids ids, Clock clock) {
    var documents = stores.documents();
    var transactions = stores.transactions();
    var claims = stores.claims();
    cancelling =
        new CancellingDocuments(
            documents,
            stores.jobs(),
            stores.executions(),
            stores.slots(),
            transactions,
            claims,
            clock);
    reprocessing =
        new ReprocessingDocuments(
            stores.campaigns(),
            documents,
            stores.jobs(),
            stores.executions(),
            stores.admission(),
            transactions,
            claims,
            ids,
            clock);
    reviewing = new ReviewingDocuments(documents, transactions, claims, clock);
  }

  static Map<String, Operation> of(Stores stores, Ids ids, Clock clock) {
    var all = new DocumentChanges(stores, ids, clock);
    return Map.of(
        "cancelDocument",
        request -> changed(all.cancelling.cancel(request.scope(), target(request))),
        "reprocessDocument",
        request -> changed(all.reprocessing.reprocess(request.scope(), target(request))),
        "retryDocument",
        request -> changed(all.reprocessing.retry(request.scope(), target(request))),
        "reviewDocument",
        all::review);
  }

  private Answer review(Request request) {
    var decision = Decision.parse(request.body().path("decision").asText());
    var note = request.body().path("note").asText("A person looked at it.");
    return changed(reviewing.review(request.scope(), target(request), decision, note));
  }

  private static DocumentTarget target(Request request) {
    return new DocumentTarget(request.document(), request.version(), request.idempotency());
  }

  private static Answer changed(Outcome<Document> outcome) {
    return Answer.of(
        outcome, document -> Answer.entity(DocumentViews.document(document), document.version()));
  }
}
