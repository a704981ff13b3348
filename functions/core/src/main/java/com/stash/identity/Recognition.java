package com.stash.identity;

import com.stash.tenancy.TenantId;
import java.util.Optional;

/** Who a credential says is calling. */
public sealed interface Recognition {
  /** The credential is good. */
  record Known(Caller caller) implements Recognition {}

  /**
   * The credential opens nothing.
   *
   * @param code why, for the log and the audit only; clients get one answer for every reason
   * @param named the tenant that exists and that the credential names, if it names one
   */
  record Unknown(String code, Optional<TenantId> named) implements Recognition {}
}
