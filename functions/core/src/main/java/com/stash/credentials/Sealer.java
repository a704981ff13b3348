package com.stash.credentials;

import com.stash.tenancy.TenantScope;

/** Seals and opens secrets; what was sealed for one place opens at no other. */
public interface Sealer {
  /** The place a secret is sealed for, within the scope's tenant. */
  record Place(CredentialScope scope, String name, long version) {}

  /** Returns the ciphertext in base 64. */
  String seal(TenantScope scope, Place place, Secret secret);

  /** Opens a ciphertext; throws {@link CannotOpen} for every reason alike. */
  Secret open(TenantScope scope, Place place, String sealed);

  /** A ciphertext was changed, or belongs to another place. */
  final class CannotOpen extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotOpen() {
      super("the secret cannot be opened: it was changed, or sealed for another place");
    }
  }
}
