package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.Campaigns;
import com.stash.credentials.CreatingCredentials;
import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialScope.Level;
import com.stash.credentials.CredentialUses;
import com.stash.credentials.Credentials;
import com.stash.credentials.SearchingCredentials;
import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.processors.BuiltInProcessors;
import com.stash.store.Stores;
import com.stash.tenancy.TenantScope;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials: they are made, looked at and searched for; values go in and never come out. */
final class CredentialOperations {
  private final Campaigns campaigns;
  private final BuiltInProcessors processors;
  private final Credentials credentials;
  private final CredentialUses uses;
  private final CredentialViews views;
  private final CreatingCredentials creating;
  private final SearchingCredentials searching;

  private CredentialOperations(Stores stores, BuiltInProcessors processors, Clock clock) {
    var all = stores.credentials();
    this.campaigns = stores.campaigns();
    this.processors = processors;
    this.views = new CredentialViews(clock);
    this.credentials = all.all();
    this.uses = all.uses();
    this.creating = all.creating(this::exists);
    this.searching = all.searching();
  }

  static Map<String, Operation> of(Stores stores, BuiltInProcessors processors, Clock clock) {
    var all = new CredentialOperations(stores, processors, clock);
    return Map.of(
        "createCredential", all::create,
        "listCredentials", all::list,
        "readCredential", all::read,
        "listCredentialUses", all::uses,
        "explainCredential", all::explain);
  }

  private Answer create(Request request) {
    var body = request.body();
    var value = CredentialBodies.secret(body);
    return Answer.of(
        wish(request)
            .flatMap(wish -> creating.create(request.scope(), wish, value, request.idempotency())),
        created ->
            Answer.created(
                "/v1/credentials/" + created.id(), views.credential(created), created.version()));
  }

  private Answer list(Request request) {
    var level = text(request.query().get("level"));
    var id = text(request.query().get("scopeId"));
    if (level == null && id == null) {
      return list(request, null);
    }
    return Answer.of(
        place(request, level == null ? "tenant" : level, id == null ? "" : id, "scopeId"),
        place -> list(request, place));
  }

  private Answer list(Request request, @Nullable CredentialScope place) {
    return request.page(
        place == null ? Keys.ID : Keys.below(place),
        page -> credentials.list(request.scope(), place, page),
        views::credential);
  }

  private Answer read(Request request) {
    return Answer.found(
        credentials.find(request.scope(), request.credential()),
        found -> {
          var last = uses.list(request.scope(), found.id(), Page.Request.first(1)).items();
          var view = views.credential(found);
          last.forEach(use -> Views.put(view, "lastUsedAt", use.lastUsedAt()));
          return Answer.entity(view, found.version());
        });
  }

  private Answer uses(Request request) {
    return request.pageBelow(
        () -> credentials.find(request.scope(), request.credential()).isPresent(),
        Keys.use(request.credential()),
        page -> uses.list(request.scope(), request.credential(), page),
        CredentialViews::use);
  }

  private Answer explain(Request request) {
    var processor = text(request.query().get("processor"));
    var campaign = text(request.query().get("campaignId"));
    var key = text(request.query().get("key"));
    if (key == null) {
      return Answer.refused(Refusal.invalid("key", "The key to search for is expected."));
    }
    var declared = processor == null || declares(processor, key);
    return Answer.of(
        CredentialViews.search(
            searching.search(request.scope(), processor, campaign, key), declared));
  }

  private boolean declares(String slug, String key) {
    return processors.all().stream()
        .anyMatch(p -> p.ref().slug().equals(slug) && p.credentialKeys().contains(key));
  }

  private boolean exists(TenantScope scope, CredentialScope place) {
    return switch (place.level()) {
      case SYSTEM -> false;
      case TENANT -> true;
      case CAMPAIGN ->
          Ids.isUlid(place.id()) && campaigns.find(scope, new CampaignId(place.id())).isPresent();
      case PROCESSOR -> processors.all().stream().anyMatch(p -> p.ref().slug().equals(place.id()));
    };
  }

  private static Outcome<Wish> wish(Request request) {
    var body = request.body();
    return place(request, body.path("level").asText(), body.path("scopeId").asText(), "/scopeId")
        .flatMap(
            place ->
                CredentialBodies.expiry(body)
                    .map(
                        expiresAt ->
                            new Wish(
                                place,
                                body.path("key").asText(),
                                body.path("provider").asText(),
                                body.path("final").asBoolean(),
                                null,
                                expiresAt.equals(Instant.MAX) ? null : expiresAt)));
  }

  /** A tenant has no id here, it is the caller's; a campaign and a processor have one. */
  private static Outcome<CredentialScope> place(
      Request request, String wire, String id, String field) {
    var level = Level.parse(wire);
    if ((level == Level.TENANT) != id.isEmpty()) {
      return Outcome.refused(
          Refusal.invalid(
              field, "The id of the campaign or the slug of the processor, and of no tenant."));
    }
    return Outcome.done(
        level == Level.TENANT
            ? CredentialScope.tenant(request.scope().tenant())
            : new CredentialScope(level, id));
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null ? null : node.asText();
  }
}
