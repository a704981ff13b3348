package com.stash.credentials;

import com.stash.kernel.State;

/** The life of a credential; a disabled or expired one stops the search for a value. */
public enum CredentialState implements State<CredentialState> {
  ACTIVE,
  /** Somebody stopped it, and somebody has to enable it, whatever becomes of its value. */
  DISABLED,
  /** Its value is over; a new one makes it active again. */
  EXPIRED,
  /** It holds no value: it was deleted, or it is there only to end the search. */
  EMPTY;

  @Override
  public boolean mayBecome(CredentialState next) {
    return switch (this) {
      case ACTIVE -> next != ACTIVE;
      case DISABLED -> next == ACTIVE || next == EMPTY;
      case EXPIRED -> next == ACTIVE || next == EMPTY;
      case EMPTY -> next == ACTIVE;
    };
  }
}
