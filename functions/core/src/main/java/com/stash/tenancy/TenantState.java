package com.stash.tenancy;

import com.stash.kernel.State;

/**
 * The life of a tenant. Offboarding can be taken back until erasing begins; a tenant that was never
 * whole can be erased at once.
 */
public enum TenantState implements State<TenantState> {
  PROVISIONING,
  ACTIVE,
  SUSPENDED,
  OFFBOARDING,
  ERASED,
  FAILED;

  @Override
  public boolean mayBecome(TenantState next) {
    return switch (this) {
      case PROVISIONING -> next == ACTIVE || next == FAILED;
      case FAILED -> next == PROVISIONING || next == ERASED;
      case ACTIVE -> next == SUSPENDED || next == OFFBOARDING;
      case SUSPENDED -> next == ACTIVE || next == OFFBOARDING;
      case OFFBOARDING -> next == SUSPENDED || next == ERASED;
      case ERASED -> false;
    };
  }
}
