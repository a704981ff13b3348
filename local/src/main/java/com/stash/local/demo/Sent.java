package com.stash.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import java.util.Set;

/** A sample that was sent, and what is known of its document. */
final class Sent {
  private static final Set<String> OVER =
      Set.of("completed", "failed", "rejected", "expired", "cancelled", "set aside");

  private final Sender sender;
  private final Sample sample;
  private final String campaign;
  private final String object;
  private String id;
  private String state;
  private String detail = "";
  private JsonNode document = Json.object();
  private JsonNode job = Json.object();
  private JsonNode result = Json.object();

  Sent(Sender sender, Sample sample, String campaign, String object, String id) {
    this.sender = sender;
    this.sample = sample;
    this.campaign = campaign;
    this.object = object;
    this.id = id;
    this.state = id.isEmpty() ? "dropped" : "awaiting_upload";
  }

  Sender sender() {
    return sender;
  }

  Sample sample() {
    return sample;
  }

  String campaign() {
    return campaign;
  }

  /** Returns where it was dropped, below the tenant's prefix. */
  String object() {
    return object;
  }

  String state() {
    return state;
  }

  /** Returns its label, or the reason of its state. */
  String detail() {
    return detail;
  }

  JsonNode document() {
    return document;
  }

  JsonNode job() {
    return job;
  }

  JsonNode result() {
    return result;
  }

  boolean isUnknown() {
    return id.isEmpty() && !isOver();
  }

  boolean isOver() {
    return OVER.contains(state);
  }

  boolean isAsExpected() {
    return state.equals(sample.outcome()) && detail.equals(sample.detail());
  }

  void found(String documentId) {
    id = documentId;
  }

  void setAside(String code) {
    state = "set aside";
    detail = code;
  }

  /** Asks the API how the document is. */
  void look() {
    if (id.isEmpty() || isOver()) {
      return;
    }
    var path = Sender.path(campaign) + "/" + id;
    document = sender.api().get(path);
    state = document.path("state").asText();
    if (document.has("currentJobId")) {
      job = sender.api().get(path + "/jobs/" + document.path("currentJobId").asText());
    }
    if (state.equals("completed")) {
      result = sender.api().get(path + "/result");
      detail =
          document.has("duplicateOf")
              ? "duplicate"
              : result.path("steps").path("classify").path("label").asText();
    } else {
      detail = document.path("reason").path("code").asText();
    }
  }
}
