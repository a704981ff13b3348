package com.stash.tenancy;

import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;

/**
 * A host name that belongs to a tenant, on the whole platform to one only.
 *
 * @param verificationToken what the tenant puts into a DNS TXT record to prove a custom domain
 */
public record Domain(
    HostName host,
    Type type,
    DomainState state,
    String verificationToken,
    boolean primary,
    Stamp stamp)
    implements Entity {

  /** A subdomain of the environment's base domain, or a host name of the tenant's own. */
  public enum Type {
    SUBDOMAIN,
    CUSTOM
  }

  @Override
  public String key() {
    return host.value();
  }

  /** Returns the domain in its next state. */
  public Domain become(DomainState next, Stamp changed) {
    return new Domain(host, type, state.become(next), verificationToken, primary, changed);
  }
}
