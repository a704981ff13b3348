package com.stash.testing;

import com.stash.kernel.Page;
import com.stash.tenancy.HostName;
import com.stash.tenancy.Plan;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Standing;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.Tenant.CreditPolicy;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantSettings;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tenants and host names in a map. */
public final class TenantsInMemory implements TenantDirectory {
  private final Map<TenantId, Tenant> tenants = new HashMap<>();
  private final Map<HostName, TenantId> hosts = new HashMap<>();

  /** Adds a tenant of the starter tier. */
  public TenantsInMemory with(TenantId id, TenantState state) {
    return with(id, state, CreditPolicy.HARD);
  }

  /** Adds a tenant of the starter tier. */
  public TenantsInMemory with(TenantId id, TenantState state, CreditPolicy policy) {
    var slug = new Slug("t" + id.value().substring(22).toLowerCase(java.util.Locale.ROOT));
    tenants.put(
        id,
        new Tenant(
            id,
            slug,
            "Name",
            "owner@a.test",
            Plan.of(Tier.STARTER).with(policy),
            TenantSettings.DEFAULT,
            Standing.of(state),
            Sample.stamp()));
    return this;
  }

  /** Puts a tenant in the place of the one with the same id. */
  public TenantsInMemory with(Tenant tenant) {
    tenants.put(tenant.id(), tenant);
    return this;
  }

  /** Adds a host name of a tenant. */
  public TenantsInMemory with(String host, TenantId owner) {
    hosts.put(new HostName(host), owner);
    return this;
  }

  @Override
  public Optional<Tenant> find(TenantId id) {
    return Optional.ofNullable(tenants.get(id));
  }

  @Override
  public Optional<TenantId> owner(HostName host) {
    return Optional.ofNullable(hosts.get(host));
  }

  @Override
  public Optional<TenantId> owner(Slug slug) {
    return Optional.empty();
  }

  @Override
  public Page<TenantId> list(Page.Request request) {
    return new Page<>(List.copyOf(tenants.keySet()), Optional.empty());
  }
}
