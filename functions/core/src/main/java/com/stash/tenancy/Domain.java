package com.stash.tenancy;

import com.stash.kernel.Entity;
import com.stash.kernel.Ids;
import com.stash.kernel.Stamp;
import java.time.Instant;

/**
 * A host name that belongs to a tenant, on the whole platform to one only.
 *
 * @param id derived from the host name, so that a tenant names a host once
 * @param verificationToken what the tenant puts into a DNS TXT record to prove a custom domain
 */
public record Domain(
    String id,
    HostName host,
    Type type,
    DomainState state,
    String verificationToken,
    boolean primary,
    Stamp stamp)
    implements Entity {
  /** Where the token is looked for, before the host name. */
  public static final String CHALLENGE = "_stash-challenge.";

  public Domain {
    Ids.requireUlid(id, "domain id");
  }

  /** A subdomain of the environment's base domain, or a host name of the tenant's own. */
  public enum Type {
    SUBDOMAIN,
    CUSTOM
  }

  /** Returns a tenant's own subdomain, which needs no proof. */
  public static Domain subdomain(HostName host, String token, Stamp stamp) {
    return new Domain(idOf(host), host, Type.SUBDOMAIN, DomainState.VERIFIED, token, true, stamp);
  }

  /** Returns a host name that its tenant has yet to prove. */
  public static Domain custom(HostName host, String token, Stamp stamp) {
    return new Domain(idOf(host), host, Type.CUSTOM, DomainState.PENDING, token, false, stamp);
  }

  public static String idOf(HostName host) {
    return Ids.derived(Instant.EPOCH, "domain", host.value());
  }

  @Override
  public String key() {
    return id;
  }

  /** Returns the name of the TXT record that proves the host name. */
  public String challenge() {
    return CHALLENGE + host;
  }

  /** Returns the domain in its next state. */
  public Domain become(DomainState next, Stamp changed) {
    return new Domain(id, host, type, state.become(next), verificationToken, primary, changed);
  }

  /** Returns a revoked domain as one that has to be proved again, by another token. */
  public Domain again(String token, Stamp changed) {
    return new Domain(id, host, type, state.become(DomainState.PENDING), token, false, changed);
  }

  /** Returns the domain as its tenant's first, or as one of the others. */
  public Domain primary(boolean first, Stamp changed) {
    return new Domain(id, host, type, state, verificationToken, first, changed);
  }
}
