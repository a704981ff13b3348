package com.stash.identity;

import com.stash.tenancy.TenantId;
import java.util.Optional;

/** Checks the tokens of the OIDC issuers that an environment trusts. */
public interface Tokens {
  Check check(String token);

  /** What a token says, if it can be believed. */
  sealed interface Check {}

  /**
   * A token that a trusted issuer signed for us, now.
   *
   * @param verifiedEmail the address that the issuer vouches for, if it does
   */
  record Good(TenantId tenant, Subject subject, Optional<Email> verifiedEmail) implements Check {}

  /**
   * Everything else.
   *
   * @param code why, for the log and the audit only
   * @param named the tenant that it names, unchecked
   */
  record Bad(String code, Optional<TenantId> named) implements Check {}
}
