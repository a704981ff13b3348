package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.CampaignId;
import com.stash.credentials.CredentialId;
import com.stash.documents.DocumentId;
import com.stash.documents.JobId;
import com.stash.identity.Caller;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.kernel.Sha256;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.IdempotencyKey;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that was found to be as the contract says. It lives as long as its answer takes.
 *
 * @param ids the ids in the path by their names; each is a ULID
 * @param query the query parameters, with presets for those left out
 * @param body valid against the contract; an empty object where there is none
 * @param version of {@code If-Match}; 0 where the operation does not demand it
 */
record Request(
    Route route,
    Caller caller,
    TenantScope scope,
    Map<String, String> ids,
    Map<String, JsonNode> query,
    JsonNode body,
    long version,
    @Nullable IdempotencyKey idempotency) {

  CampaignId campaign() {
    return new CampaignId(id("campaignId"));
  }

  DocumentId document() {
    return new DocumentId(campaign(), id("documentId"));
  }

  CredentialId credential() {
    return new CredentialId(id("credentialId"));
  }

  String domain() {
    return id("domainId");
  }

  JobId job() {
    return new JobId(document(), id("jobId"));
  }

  /**
   * Answers with the page that is asked for.
   *
   * @param keys the shape of this list's keys, which a cursor must have
   * @param list reads the page
   */
  <T> Answer page(
      Pattern keys, Function<Page.Request, Page<T>> list, Function<T, JsonNode> render) {
    return Answer.of(
        wanted(keys),
        wanted -> {
          var page = list.apply(wanted);
          var body = Json.object();
          var items = body.putArray("items");
          page.items().forEach(item -> items.add(render.apply(item)));
          page.next().ifPresent(key -> body.put("next", new Cursor(key, list()).encode()));
          return Answer.of(body);
        });
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
    return empty && query.get("cursor") == null && !parent.getAsBoolean()
        ? Answer.refused(Refusal.notFound())
        : answer;
  }

  private Outcome<Page.Request> wanted(Pattern keys) {
    var limit = Objects.requireNonNull(query.get("limit"), "limit").asInt();
    var cursor = query.get("cursor");
    if (cursor == null) {
      return Outcome.done(Page.Request.first(limit));
    }
    return Cursor.decode(cursor.asText())
        .filter(found -> found.list().equals(list()) && keys.matcher(found.key()).matches())
        .map(found -> Outcome.done(new Page.Request(limit, found.key())))
        .orElseGet(() -> Outcome.refused(unfit()));
  }

  /** Returns which list this is: of which tenant, below which path, with which filters. */
  private String list() {
    var parts = new ArrayList<String>();
    parts.add(scope.tenant().value());
    parts.add(route.operationId());
    parts.addAll(ids.values());
    query.forEach(
        (name, value) -> {
          if (!name.equals("limit") && !name.equals("cursor")) {
            parts.add(name + "=" + value);
          }
        });
    return Sha256.ofParts(parts.toArray(String[]::new)).hex().substring(0, 32);
  }

  private String id(String name) {
    return Objects.requireNonNull(ids.get(name), name);
  }

  private static Refusal unfit() {
    return new Refusal(
        Refusal.Kind.INVALID,
        "invalid_cursor",
        "The cursor is not of this list. Begin again without one.",
        "cursor");
  }
}
