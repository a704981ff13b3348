package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.CampaignId;
import com.stash.credentials.CredentialId;
import com.stash.documents.DocumentId;
import com.stash.documents.JobId;
import com.stash.identity.Caller;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.IdempotencyKey;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A tenant's request. It lives as long as its answer takes. */
record Request(Caller caller, TenantScope scope, Sent sent) {
  /** The query parameters, with presets for those left out. */
  Map<String, JsonNode> query() {
    return sent.query();
  }

  /** The body, valid against the contract; an empty object where there is none. */
  JsonNode body() {
    return sent.body();
  }

  /** The version of {@code If-Match}; 0 where the operation does not demand it. */
  long version() {
    return sent.version();
  }

  @Nullable IdempotencyKey idempotency() {
    return sent.idempotency();
  }

  CampaignId campaign() {
    return new CampaignId(sent.id("campaignId"));
  }

  DocumentId document() {
    return new DocumentId(campaign(), sent.id("documentId"));
  }

  CredentialId credential() {
    return new CredentialId(sent.id("credentialId"));
  }

  String domain() {
    return sent.id("domainId");
  }

  String user() {
    return sent.id("userId");
  }

  String key() {
    return sent.id("keyId");
  }

  JobId job() {
    return new JobId(document(), sent.id("jobId"));
  }

  /** Answers with the page that is asked for; the list's keys have the given shape. */
  <T> Answer page(
      Pattern keys, Function<Page.Request, Page<T>> list, Function<T, JsonNode> render) {
    return sent.page(scope.tenant().value(), keys, list, render);
  }

  /** Answers with the page that is asked for, whose items are rendered together. */
  <T> Answer list(
      Pattern keys,
      Function<Page.Request, Page<T>> list,
      Function<List<T>, List<JsonNode>> render) {
    return sent.list(scope.tenant().value(), keys, list, render);
  }

  /**
   * Answers with the page of what is below another thing. Only an empty first page asks whether
   * that thing is there at all, and then answers as for all that is not.
   */
  <T> Answer pageBelow(
      BooleanSupplier parent,
      Pattern keys,
      Function<Page.Request, Page<T>> list,
      Function<T, JsonNode> render) {
    var answer = page(keys, list, render);
    var empty = answer instanceof Answer.Done done && done.body().path("items").isEmpty();
    return empty && query().get("cursor") == null && !parent.getAsBoolean()
        ? Answer.refused(Refusal.notFound())
        : answer;
  }
}
