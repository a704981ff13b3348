package com.stash.credentials;

import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Searches for a credential: processor, campaign, tenant, system. The tenant's own places are read
 * in one request; the platform's partition only when they leave the search open.
 */
public final class SearchingCredentials {
  private final Credentials credentials;
  private final Function<TenantId, Tier> tiers;
  private final Gate gate;
  private final Clock clock;

  public SearchingCredentials(
      Credentials credentials, Function<TenantId, Tier> tiers, Gate gate, Clock clock) {
    this.credentials = credentials;
    this.tiers = tiers;
    this.gate = gate;
    this.clock = clock;
  }

  /**
   * Searches for a key.
   *
   * @param processor the slug of the processor that asks; {@code null} to begin wider
   * @param campaign the id of the campaign it is for; {@code null} to begin wider
   */
  public Search search(
      TenantScope scope, @Nullable String processor, @Nullable String campaign, String name) {
    var tier = tiers.apply(scope.tenant());
    var places = new ArrayList<CredentialScope>();
    if (processor != null) {
      places.add(CredentialScope.processor(processor));
    }
    if (campaign != null) {
      places.add(CredentialScope.campaign(campaign));
    }
    places.add(CredentialScope.tenant(scope.tenant()));
    var own = credentials.find(scope, ids(places, name));
    places.add(CredentialScope.system());
    return Search.of(
        places,
        place ->
            place.equals(CredentialScope.system())
                ? systems(scope, name)
                : Optional.ofNullable(own.get(CredentialId.of(place, name))),
        tier,
        clock.instant());
  }

  private Optional<Credential> systems(TenantScope scope, String name) {
    return credentials.find(
        owner(scope, CredentialScope.system()), CredentialId.of(CredentialScope.system(), name));
  }

  /** Returns the scope whose partition holds a place: the platform's for the system's place. */
  TenantScope owner(TenantScope scope, CredentialScope place) {
    return place.level() == CredentialScope.Level.SYSTEM ? gate.forPlatform(scope.origin()) : scope;
  }

  private static List<CredentialId> ids(List<CredentialScope> places, String name) {
    return places.stream().map(place -> CredentialId.of(place, name)).toList();
  }
}
