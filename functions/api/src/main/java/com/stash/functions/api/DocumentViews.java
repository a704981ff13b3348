package com.stash.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.documents.Document;
import com.stash.documents.TenantObjects.UploadTicket;
import com.stash.kernel.Json;
import java.util.TreeMap;

/** Documents as clients see them. */
final class DocumentViews {
  private DocumentViews() {}

  static ObjectNode document(Document document) {
    var view = Json.object();
    view.put("id", document.id().value());
    view.put("campaignId", document.id().campaign().value());
    view.put("uuid", document.uuid().toString());
    view.put("filename", document.filename());
    view.put("object", document.object().path());
    file(view, document);
    view.put("state", document.state().wire());
    Views.reason(view, "reason", document.reason());
    document.metadata().forEach(view.putObject("metadata")::put);
    document.tags().forEach(view.putArray("tags")::add);
    view.putObject("totals")
        .put("tokens", document.totals().tokens())
        .put("costMicroCredits", document.totals().cost().value());
    Views.put(view, "currentJobId", document.currentJob());
    Views.put(view, "duplicateOf", document.duplicateOf());
    Views.put(view, "uploadUntil", document.uploadUntil());
    return Views.stamped(view, document.stamp());
  }

  static ObjectNode upload(UploadTicket ticket) {
    var view = Json.object().put("method", "PUT").put("url", ticket.url().toString());
    new TreeMap<>(ticket.headers()).forEach(view.putObject("headers")::put);
    return view.put("expiresAt", ticket.expiresAt().toString());
  }

  /** What was said of the file, and what was found. */
  private static void file(ObjectNode view, Document document) {
    var said = document.announced();
    var found = document.arrived();
    if (said != null) {
      view.put("announcedType", said.type());
      view.put("announcedSizeBytes", said.sizeBytes());
      view.put("sha256", said.sha256().hex());
    }
    if (found != null) {
      view.put("detectedType", found.type());
      view.put("sizeBytes", found.sizeBytes());
      view.put("sha256", found.sha256().hex());
    }
  }
}
