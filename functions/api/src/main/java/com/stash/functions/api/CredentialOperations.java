package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.Campaigns;
import com.stash.credentials.ChangingCredentials;
import com.stash.credentials.CreatingCredentials;
import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialId;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialScope.Level;
import com.stash.credentials.CredentialUses;
import com.stash.credentials.Credentials;
import com.stash.credentials.RotatingCredentials;
import com.stash.credentials.RotatingCredentials.Turn;
import com.stash.credentials.SearchingCredentials;
import com.stash.credentials.Secret;
import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.processors.BuiltInProcessors;
import com.stash.store.Stores;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.IdempotencyKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Credentials: values go in, and what is known of them comes out. */
final class CredentialOperations {
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final Campaigns campaigns;
  private final BuiltInProcessors processors;
  private final Credentials credentials;
  private final CredentialUses uses;
  private final CreatingCredentials creating;
  private final RotatingCredentials rotating;
  private final ChangingCredentials changing;
  private final SearchingCredentials searching;

  private CredentialOperations(Stores stores, BuiltInProcessors processors) {
    var all = stores.credentials();
    this.campaigns = stores.campaigns();
    this.processors = processors;
    this.credentials = all.all();
    this.uses = all.uses();
    this.creating = all.creating(this::exists);
    this.rotating = all.rotating();
    this.changing = all.changing();
    this.searching = all.searching();
  }

  static Map<String, Operation> of(Stores stores, BuiltInProcessors processors) {
    var all = new CredentialOperations(stores, processors);
    return Map.ofEntries(
        Map.entry("createCredential", all::create),
        Map.entry("listCredentials", all::list),
        Map.entry("readCredential", all::read),
        Map.entry("listCredentialUses", all::uses),
        Map.entry("rotateCredential", all::rotate),
        Map.entry("promoteCredential", r -> all.move(r, all.rotating::promote)),
        Map.entry("rollBackCredential", r -> all.move(r, all.rotating::rollBack)),
        Map.entry("disableCredential", r -> change(r, all.changing::disable)),
        Map.entry("enableCredential", r -> change(r, all.changing::enable)),
        Map.entry("expireCredential", r -> change(r, all.changing::expire)),
        Map.entry("deleteCredential", r -> change(r, all.changing::delete)),
        Map.entry("explainCredential", all::explain));
  }

  private Answer create(Request request) {
    var body = request.body();
    var value = secret(body);
    return Answer.of(
        wish(request)
            .flatMap(wish -> creating.create(request.scope(), wish, value, request.idempotency())),
        created ->
            Answer.created(
                "/v1/credentials/" + created.id(),
                CredentialViews.credential(created),
                created.version()));
  }

  private Answer list(Request request) {
    return request.page(
        Keys.ID,
        page -> credentials.list(request.scope(), null, page),
        CredentialViews::credential);
  }

  private Answer read(Request request) {
    return Answer.found(
        credentials.find(request.scope(), id(request)),
        found -> {
          var last = uses.list(request.scope(), found.id(), Page.Request.first(1)).items();
          var view = CredentialViews.credential(found);
          last.forEach(use -> Views.put(view, "lastUsedAt", use.lastUsedAt()));
          return Answer.entity(view, found.version());
        });
  }

  private Answer uses(Request request) {
    return request.pageBelow(
        () -> credentials.find(request.scope(), id(request)).isPresent(),
        Keys.use(id(request)),
        page -> uses.list(request.scope(), id(request), page),
        CredentialViews::use);
  }

  private Answer rotate(Request request) {
    var body = request.body();
    var value = secret(body);
    if (value == null) {
      return Answer.refused(Refusal.invalid("/value", "A value is expected."));
    }
    return Answer.of(
        time(body.path("expiresAt"))
            .flatMap(
                expiresAt ->
                    rotating.rotate(
                        request.scope(),
                        id(request),
                        request.version(),
                        new Turn(
                            body.path("staged").asBoolean(),
                            grace(body),
                            expiresAt.equals(Instant.MAX) ? null : expiresAt),
                        value,
                        request.idempotency())),
        CredentialOperations::changed);
  }

  /** A step of a rotation with a time of grace. */
  private interface Move {
    Outcome<Credential> by(
        TenantScope scope,
        CredentialId id,
        long version,
        Duration grace,
        @Nullable IdempotencyKey idempotency);
  }

  private Answer move(Request request, Move move) {
    return Answer.of(
        move.by(
            request.scope(),
            id(request),
            request.version(),
            grace(request.body()),
            request.idempotency()),
        CredentialOperations::changed);
  }

  /** A change without a body. */
  private interface Change {
    Outcome<Credential> by(
        TenantScope scope, CredentialId id, long version, @Nullable IdempotencyKey idempotency);
  }

  private static Answer change(Request request, Change change) {
    return Answer.of(
        change.by(request.scope(), id(request), request.version(), request.idempotency()),
        CredentialOperations::changed);
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
    var level = Level.parse(body.path("level").asText());
    var id = body.path("scopeId").asText();
    if ((level == Level.TENANT) != id.isEmpty()) {
      return Outcome.refused(
          Refusal.invalid(
              "/scopeId",
              "The id of the campaign or the slug of the processor, and of no tenant."));
    }
    var place =
        level == Level.TENANT
            ? CredentialScope.tenant(request.scope().tenant())
            : new CredentialScope(level, id);
    return time(body.path("expiresAt"))
        .map(
            expiresAt ->
                new Wish(
                    place,
                    body.path("key").asText(),
                    body.path("provider").asText(),
                    body.path("final").asBoolean(),
                    null,
                    expiresAt.equals(Instant.MAX) ? null : expiresAt));
  }

  /** Returns a time; {@link Instant#MAX} where there is none. */
  private static Outcome<Instant> time(JsonNode node) {
    try {
      return Outcome.done(node.isTextual() ? Instant.parse(node.asText()) : Instant.MAX);
    } catch (DateTimeException e) {
      return Outcome.refused(Refusal.invalid("/expiresAt", "There is no such time."));
    }
  }

  private static @Nullable Secret secret(JsonNode body) {
    var value = body.path("value");
    return value.isTextual() ? new Secret(value.asText().getBytes(StandardCharsets.UTF_8)) : null;
  }

  private static Duration grace(JsonNode body) {
    return Duration.ofSeconds(body.path("graceSeconds").asLong(DAY));
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null ? null : node.asText();
  }

  private static CredentialId id(Request request) {
    return request.credential();
  }

  private static Answer changed(Credential credential) {
    return Answer.entity(CredentialViews.credential(credential), credential.version());
  }
}
