package com.stash.local.factories;

import com.stash.campaigns.Campaign;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.TenantScope;

/** Where making begins: one factory for each kind of data a tenant has. */
public final class Factories {
  private final Making making;

  public Factories(Backend backend, Stores stores) {
    this.making = new Making(backend, stores);
  }

  /** Makes a campaign; its slug is free in the tenant. */
  public CampaignFactory campaign(TenantScope scope, String slug) {
    return new CampaignFactory(making, scope, slug);
  }

  /** Makes a document of an active campaign, with what belongs to it. */
  public DocumentFactory document(TenantScope scope, Campaign campaign) {
    return new DocumentFactory(making, scope, campaign);
  }

  /** Makes a credential. */
  public CredentialFactory credential(TenantScope scope, String key) {
    return new CredentialFactory(making, scope, key);
  }

  /** Makes a user; the address is free in the tenant. */
  public UserFactory user(TenantScope scope, String email) {
    return new UserFactory(making, scope, email);
  }

  /** Makes an API key. */
  public ApiKeyFactory apiKey(TenantScope scope, String name) {
    return new ApiKeyFactory(making, scope, name);
  }

  /** Makes a host name of the tenant's own, where its tier has them. */
  public DomainFactory domain(TenantScope scope, String host) {
    return new DomainFactory(making, scope, host);
  }
}
