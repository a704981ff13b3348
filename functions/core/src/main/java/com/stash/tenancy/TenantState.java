package com.stash.tenancy;

import com.stash.kernel.State;

/** The life of a tenant. */
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
      case FAILED -> next == PROVISIONING;
      case ACTIVE -> next == SUSPENDED;
      case SUSPENDED -> next == ACTIVE || next == OFFBOARDING;
      case OFFBOARDING -> next == ERASED;
      case ERASED -> false;
    };
  }
}
