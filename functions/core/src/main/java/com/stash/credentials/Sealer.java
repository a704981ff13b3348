package com.stash.credentials;

import com.stash.tenancy.TenantScope;

/** Seals and opens secrets; what was sealed for one place opens at no other. */
public interface Sealer {
  /** The place a secret is sealed for, within the scope's tenant. */
  record Place(CredentialScope scope, String name, long version) {}

  /**
   * Seals a secret under the key for new values; throws {@link CannotSeal} when that may not be.
   */
  Sealed seal(TenantScope scope, Place place, Secret secret);

  /** Opens a ciphertext; throws {@link CannotOpen} for every reason alike. */
  Secret open(TenantScope scope, Place place, Sealed sealed);

  /**
   * Wraps a ciphertext by another KMS key without opening the value here; throws {@link CannotOpen}
   * for every reason alike.
   */
  Sealed rewrap(TenantScope scope, Place place, Sealed sealed, String key);

  /** A ciphertext was changed, or belongs to another place, or its key may not be used. */
  final class CannotOpen extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotOpen() {
      super("the secret cannot be opened: it was changed, or sealed for another place or key");
    }
  }

  /** The key for new values is disabled, or may not be used. */
  final class CannotSeal extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotSeal() {
      super("the secret cannot be sealed: the KMS key is disabled, or may not be used");
    }
  }
}
