package com.stash.tenancy;

import java.util.Set;

/**
 * The platform's own host names. They never resolve to a tenant.
 *
 * @param hosts the exact names
 * @param baseDomain the domain whose subdomains are tenants' slugs, for example {@code stash.test}
 */
public record CentralHosts(Set<HostName> hosts, HostName baseDomain) {
  public CentralHosts {
    hosts = Set.copyOf(hosts);
  }

  public boolean contains(HostName host) {
    return hosts.contains(host) || host.equals(baseDomain);
  }

  /**
   * Tells whether a host name is the platform's, or below one of its names; a tenant's own
   * subdomain is too.
   */
  public boolean owns(HostName host) {
    return contains(host)
        || host.isBelow(baseDomain)
        || hosts.stream().anyMatch(central -> host.isBelow(central));
  }

  /** Returns the host name of a tenant's own subdomain. */
  public HostName subdomain(Slug slug) {
    return new HostName(slug + "." + baseDomain);
  }
}
