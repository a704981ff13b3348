package com.stash.tenancy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant is in its life.
 *
 * @param reason why it is not active, for people
 * @param eraseAfter when an offboarding tenant may be erased
 * @param erasingSince when its erasing began, from which there is no way back
 */
public record Standing(
    TenantState state,
    @Nullable String reason,
    @Nullable Instant suspendedAt,
    @Nullable Maintenance maintenance,
    @Nullable Instant eraseAfter,
    @Nullable Instant erasingSince) {

  /** Returns a standing with nothing but a state. */
  public static Standing of(TenantState state) {
    return new Standing(state, null, null, null, null, null);
  }

  /** Tells whether its data is gone or going, so that nothing may be written for it any more. */
  public boolean isGone() {
    return state == TenantState.ERASED || erasingSince != null;
  }

  Standing become(TenantState next, @Nullable String why, Instant now) {
    var stopped = next == TenantState.SUSPENDED || next == TenantState.OFFBOARDING;
    return new Standing(
        state.become(next),
        why,
        stopped ? (suspendedAt == null ? now : suspendedAt) : null,
        next == TenantState.ACTIVE ? maintenance : null,
        null,
        null);
  }
}
