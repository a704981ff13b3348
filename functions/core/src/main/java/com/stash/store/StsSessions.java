package com.stash.store;

import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * Sessions of the role that a tenant's work is done under, tagged with the tenant's id. A session
 * is kept in the warm instance, for so many tenants, and left well before it ends.
 */
final class StsSessions implements Sessions {
  /** The longest that a role taken from another role lasts. */
  private static final Duration LASTS = Duration.ofHours(1);

  /** What is left then is longer than any call, and than a download's address is good for. */
  private static final Duration KEPT = Duration.ofMinutes(40);

  private static final int MOST = 1_000;

  private final StsClient sts;
  private final String role;
  private final Cache<TenantId, AwsCredentialsProvider> sessions;

  StsSessions(StsClient sts, String role, Clock clock) {
    this.sts = sts;
    this.role = role;
    this.sessions = new Cache<>(MOST, KEPT, clock);
  }

  @Override
  public Optional<AwsCredentialsProvider> of(TenantScope scope) {
    return Optional.of(sessions.get(scope.tenant(), this::begin));
  }

  private AwsCredentialsProvider begin(TenantId tenant) {
    var begun =
        sts.assumeRole(
                a ->
                    a.roleArn(role)
                        .roleSessionName(tenant.value())
                        .durationSeconds((int) LASTS.toSeconds())
                        .tags(Tag.builder().key("TenantId").value(tenant.value()).build()))
            .credentials();
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            begun.accessKeyId(), begun.secretAccessKey(), begun.sessionToken()));
  }
}
