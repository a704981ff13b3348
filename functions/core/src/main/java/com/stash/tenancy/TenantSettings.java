package com.stash.tenancy;

/**
 * What a tenant chose for itself.
 *
 * @param retentionDays how long a new campaign keeps documents unless it says otherwise, 1 to 3650
 */
public record TenantSettings(int retentionDays) {
  public static final TenantSettings DEFAULT = new TenantSettings(90);

  public TenantSettings {
    if (retentionDays < 1 || retentionDays > 3_650) {
      throw new IllegalArgumentException("documents are kept for 1 to 3650 days");
    }
  }
}
