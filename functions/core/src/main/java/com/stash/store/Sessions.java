package com.stash.store;

import com.stash.tenancy.TenantScope;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * Under whose credentials one tenant's work is done. They are chosen by the scope alone, never by
 * what a request is about, so that a request for another tenant's things is refused by AWS.
 */
@FunctionalInterface
public interface Sessions {
  /** No sessions: all work is done under the function's own identity. */
  Sessions NONE = _ -> Optional.empty();

  /** Returns the credentials of the tenant's session; empty where there are none. */
  Optional<AwsCredentialsProvider> of(TenantScope scope);

  /** Returns what makes a request part of the tenant's session. */
  default AwsRequestOverrideConfiguration signing(TenantScope scope) {
    var signing = AwsRequestOverrideConfiguration.builder();
    of(scope).ifPresent(signing::credentialsProvider);
    return signing.build();
  }
}
