package com.stash.credentials;

import com.stash.kernel.State;

/** The life of a credential; a disabled or expired one stops the search for a value. */
public enum CredentialState implements State<CredentialState> {
  ACTIVE,
  DISABLED,
  EXPIRED;

  @Override
  public boolean mayBecome(CredentialState next) {
    return switch (this) {
      case ACTIVE -> next == DISABLED || next == EXPIRED;
      case DISABLED -> next == ACTIVE || next == EXPIRED;
      case EXPIRED -> false;
    };
  }
}
