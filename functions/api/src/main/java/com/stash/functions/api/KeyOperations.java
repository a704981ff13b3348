package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.Campaigns;
import com.stash.identity.AddressRange;
import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeys;
import com.stash.identity.CreatingKeys;
import com.stash.identity.EndingKeys;
import com.stash.identity.KeyRights;
import com.stash.identity.KeyUses;
import com.stash.identity.NewKey;
import com.stash.identity.Permission;
import com.stash.identity.Role;
import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** API keys: create, list, read, rotate, revoke. */
final class KeyOperations {
  private static final long DAY = Duration.ofDays(1).toSeconds();

  private final ApiKeys keys;
  private final KeyUses uses;
  private final Campaigns campaigns;
  private final CreatingKeys creating;
  private final EndingKeys ending;
  private final Clock clock;

  private KeyOperations(Stores stores, Backend backend, Ids ids) {
    keys = stores.keys();
    uses = stores.keyUses();
    campaigns = stores.campaigns();
    clock = backend.clock();
    creating =
        new CreatingKeys(
            keys, stores.transactions(), stores.claims(), ids, backend.random(), clock);
    ending =
        new EndingKeys(keys, stores.transactions(), stores.claims(), ids, backend.random(), clock);
  }

  static Map<String, Operation> of(Stores stores, Backend backend, Ids ids) {
    var all = new KeyOperations(stores, backend, ids);
    return Map.of(
        "createKey", all::create,
        "listKeys", all::list,
        "readKey", all::read,
        "rotateKey", all::rotate,
        "revokeKey", all::revoke);
  }

  private Answer create(Request request) {
    return Answer.of(
        wish(request)
            .flatMap(wish -> withCampaign(request.scope(), wish))
            .flatMap(
                wish ->
                    creating.create(
                        request.scope(), request.caller(), wish, request.idempotency())),
        this::made);
  }

  private Answer list(Request request) {
    return request.list(
        Keys.ID,
        page -> keys.list(request.scope(), page),
        items -> {
          var last = uses.last(request.scope(), items.stream().map(ApiKey::id).toList());
          return items.stream()
              .<JsonNode>map(key -> KeyViews.key(key, last.get(key.id()), clock.instant()))
              .toList();
        });
  }

  private Answer read(Request request) {
    return Answer.found(
        keys.find(request.scope(), request.key()),
        key -> {
          var last = uses.last(request.scope(), List.of(key.id())).get(key.id());
          return Answer.entity(KeyViews.key(key, last, clock.instant()), key.version());
        });
  }

  private Answer rotate(Request request) {
    var body = request.body();
    return Answer.of(
        Times.read(body, "expiresAt")
            .flatMap(
                expiresAt ->
                    ending.rotate(
                        request.scope(),
                        request.caller(),
                        request.key(),
                        request.version(),
                        new EndingKeys.Turn(
                            Duration.ofSeconds(body.path("overlapSeconds").asLong(DAY)),
                            expiresAt.orElse(null)),
                        request.idempotency())),
        this::made);
  }

  private Answer revoke(Request request) {
    return Answer.of(
        ending.revoke(request.scope(), request.key(), request.version(), request.idempotency()),
        key -> Answer.entity(KeyViews.key(key, null, clock.instant()), key.version()));
  }

  /** The text is there the first time only, which the status tells, too. */
  private Answer made(NewKey made) {
    var view = KeyViews.key(made.key(), null, clock.instant());
    if (made.text() == null) {
      return Answer.entity(view, made.key().version());
    }
    view.put("text", made.text().reveal());
    return Answer.created("/v1/keys/" + made.key().id(), view, made.key().version());
  }

  private static Outcome<CreatingKeys.Wish> wish(Request request) {
    var body = request.body();
    var campaign = body.path("campaignId");
    try {
      var rights =
          new KeyRights(
              Role.parse(body.path("role").asText()),
              permissions(body.path("withheld")),
              campaign.isTextual() ? campaign.asText() : null,
              body.path("sources").valueStream().map(s -> new AddressRange(s.asText())).toList());
      return Times.read(body, "expiresAt")
          .map(end -> new CreatingKeys.Wish(body.path("name").asText(), rights, end.orElse(null)));
    } catch (IllegalArgumentException e) {
      return Outcome.refused(
          Refusal.invalid("/sources", "Not understood: " + e.getMessage() + "."));
    }
  }

  private Outcome<CreatingKeys.Wish> withCampaign(TenantScope scope, CreatingKeys.Wish wish) {
    var campaign = wish.rights().campaign();
    return campaign == null || campaigns.find(scope, new CampaignId(campaign)).isPresent()
        ? Outcome.done(wish)
        : Outcome.refused(Refusal.invalid("/campaignId", "There is no campaign of this id."));
  }

  static Set<Permission> permissions(JsonNode array) {
    return array
        .valueStream()
        .map(node -> new Permission(node.asText()))
        .collect(Collectors.toUnmodifiableSet());
  }
}
