package com.stash.store;

import com.stash.kernel.Page;
import com.stash.tenancy.HostName;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers active tenants and host names for a few seconds; a suspension takes hold within that
 * time. A tenant that is not active is asked for each time, so that going on takes hold at once.
 */
public final class CachedTenantDirectory implements TenantDirectory {
  /** The longest a change of a tenant or a domain can go unnoticed. */
  public static final Duration REMEMBERED = Duration.ofSeconds(5);

  private static final int MOST = 1_000;

  private final TenantDirectory directory;
  private final Cache<TenantId, Optional<Tenant>> tenants;
  private final Cache<HostName, Optional<TenantId>> hosts;

  public CachedTenantDirectory(TenantDirectory directory, Clock clock) {
    this.directory = directory;
    this.tenants = new Cache<>(MOST, REMEMBERED, clock);
    this.hosts = new Cache<>(MOST, REMEMBERED, clock);
  }

  @Override
  public Optional<Tenant> find(TenantId id) {
    return tenants.get(id, directory::find, found -> found.filter(Tenant::isActive).isPresent());
  }

  @Override
  public Optional<TenantId> owner(HostName host) {
    return hosts.get(host, directory::owner);
  }

  @Override
  public Optional<TenantId> owner(Slug slug) {
    return directory.owner(slug);
  }

  @Override
  public Page<TenantId> list(Page.Request request) {
    return directory.list(request);
  }
}
