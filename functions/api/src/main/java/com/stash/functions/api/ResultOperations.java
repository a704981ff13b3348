package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.Documents;
import com.stash.documents.ObjectKey;
import com.stash.documents.TenantObjects;
import com.stash.kernel.Json;
import com.stash.kernel.Refusal;
import com.stash.pipeline.Bodies;
import com.stash.pipeline.Body;
import com.stash.pipeline.DocumentResult;
import com.stash.pipeline.Executions;
import com.stash.store.Stores;
import com.stash.tenancy.TenantScope;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What became of a document, and its bytes. */
final class ResultOperations {
  /** Lambda answers with at most 6 MB, in which the body is a text within JSON. */
  private static final int MOST_ANSWERED = 5_500_000;

  private final Documents documents;
  private final Executions executions;
  private final TenantObjects objects;
  private final Clock clock;

  private ResultOperations(Stores stores, Clock clock) {
    this.documents = stores.documents();
    this.executions = stores.executions();
    this.objects = stores.objects();
    this.clock = clock;
  }

  static Map<String, Operation> of(Stores stores, Clock clock) {
    var all = new ResultOperations(stores, clock);
    return Map.of("readResult", all::result, "readContent", all::content);
  }

  private Answer result(Request request) {
    return Answer.found(
        documents.find(request.scope(), request.document()),
        document ->
            Answer.found(
                original(request.scope(), document), processed -> result(request, processed)));
  }

  /** A linked duplicate's result is that of the document it points to. */
  private Optional<Document> original(TenantScope scope, Document document) {
    var original = document.duplicateOf();
    return original == null ? Optional.of(document) : documents.find(scope, original);
  }

  private Answer result(Request request, Document document) {
    var job = document.currentJob();
    var isThere =
        document.state() == DocumentState.COMPLETED
            || document.state() == DocumentState.AWAITING_REVIEW;
    if (!isThere || job == null) {
      return wrongState(document);
    }
    return executions
        .result(request.scope(), job)
        .map(result -> answer(request.scope(), document, result))
        .orElseGet(() -> wrongState(document));
  }

  private Answer answer(TenantScope scope, Document document, DocumentResult result) {
    var view = Json.object();
    view.put("documentId", document.id().value());
    view.put("jobId", result.job().value());
    view.put("createdAt", result.stamp().createdAt().toString());
    var steps = new Bodies(objects).read(scope, result.body());
    if (Json.bytes(TextNode.valueOf(steps.toString())).length <= MOST_ANSWERED) {
      return Answer.of(view.set("steps", steps));
    }
    return switch (result.body()) {
      case Body.Stored(var object, var _) ->
          Answer.of(
              view.set("download", download(scope, object, document.filename() + ".json.gz")));
      case Body.Inline _ ->
          Answer.refused(
              Refusal.of(
                  Refusal.Kind.TOO_LARGE,
                  "result_too_large",
                  "The result is too large to be answered. Let the pipeline export it."));
    };
  }

  private Answer content(Request request) {
    return Answer.found(
        documents.find(request.scope(), request.document()),
        document ->
            switch (document.state()) {
              case AWAITING_UPLOAD, EXPIRED -> wrongState(document);
              default ->
                  Answer.of(download(request.scope(), document.object(), document.filename()));
            });
  }

  private JsonNode download(TenantScope scope, ObjectKey object, String filename) {
    var until = clock.instant().plus(TenantObjects.DOWNLOAD_WINDOW);
    return Json.object()
        .put("url", objects.presignDownload(scope, object, filename).toString())
        .put("expiresAt", until.toString());
  }

  private static Answer wrongState(Document document) {
    return Answer.refused(Refusal.wrongState("The document", document.state()));
  }
}
