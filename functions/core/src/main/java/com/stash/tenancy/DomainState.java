package com.stash.tenancy;

import com.stash.kernel.State;

/** The life of a domain; only a verified one resolves. */
public enum DomainState implements State<DomainState> {
  PENDING,
  VERIFIED,
  REVOKED;

  @Override
  public boolean mayBecome(DomainState next) {
    return switch (this) {
      case PENDING -> next == VERIFIED || next == REVOKED;
      case VERIFIED -> next == REVOKED;
      case REVOKED -> next == PENDING;
    };
  }
}
