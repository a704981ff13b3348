package com.stash.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.kernel.Sha256;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantScope;

/** A tenant's own program, which calls the API with the tenant's first key. */
record Client(World world, Tenant tenant, String key, String host) {
  static final String CAMPAIGNS = "/v1/campaigns";
  static final String CAMPAIGN = CAMPAIGNS + "/{campaignId}";
  static final String DOCUMENTS = CAMPAIGN + "/documents";
  static final String DOCUMENT = DOCUMENTS + "/{documentId}";
  static final String JOBS = DOCUMENT + "/jobs";

  Call get(String path, String... ids) {
    return new Call(this, "GET " + path, ids);
  }

  Call post(String path, String... ids) {
    return new Call(this, "POST " + path, ids);
  }

  /** Returns the part of a key's text that is secret; it may itself hold what parts the text. */
  static String secret(String key) {
    return key.split("_", 4)[3].replaceFirst("_[0-9a-f]{8}$", "");
  }

  TenantScope scope() {
    return world.scope(this);
  }

  static JsonNode campaignWish(String slug) {
    return Json.parse(
        """
        {"slug": "%s", "name": "Invoices", "pipeline": {"steps": [
          {"id": "text", "processor": "text-extraction@1"}]}}
        """
            .formatted(slug)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static JsonNode announcement(String filename) {
    return Json.object()
        .put("filename", filename)
        .put("type", "application/pdf")
        .put("sizeBytes", 4)
        .put("sha256", Sha256.of("bytes of " + filename).hex());
  }

  /** Creates a draft and returns its id. */
  String draft(String slug) {
    return post(CAMPAIGNS).body(campaignWish(slug)).expect(201).text("id");
  }

  /** Creates a campaign, publishes it and returns its id. */
  String campaign(String slug) {
    var id = draft(slug);
    post(CAMPAIGN + "/publish", id).header("if-match", "\"1\"").expect(200);
    return id;
  }

  /** Announces a file and returns the document's id. */
  String document(String campaign, String filename) {
    return post(DOCUMENTS, campaign).body(announcement(filename)).expect(201).text("id");
  }
}
