package com.stash.tenancy;

import java.util.Locale;

/** What a tenant may use besides the limits; a closed list, read where the work begins. */
public enum Feature {
  /** Host names of the tenant's own, besides its subdomain. */
  CUSTOM_DOMAINS,
  /** Files put straight into S3, without an announcement. */
  INBOX;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Feature parse(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }
}
