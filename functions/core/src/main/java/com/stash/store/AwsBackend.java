package com.stash.store;

import com.stash.identity.TrustedIssuer;
import com.stash.kernel.Log;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.HostName;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * The backend of a deployed function, from its environment variables: {@code AWS_REGION}, {@code
 * STASH_ENV}, {@code STASH_BUCKET}, {@code STASH_ARCHIVE}, {@code STASH_JOB_QUEUE_URL}, {@code
 * STASH_CREDENTIAL_KEY}, {@code STASH_BASE_DOMAIN}, {@code STASH_CENTRAL_HOSTS} (by commas); where
 * people sign in, {@code STASH_OIDC_ISSUERS} (a JSON array); where tenants' work is done in
 * sessions, {@code STASH_SESSION_ROLE} (its ARN); and, for another engine than AWS, {@code
 * AWS_ENDPOINT_URL}.
 */
public final class AwsBackend {
  private final Map<String, String> variables;
  private final AwsCredentialsProvider credentials;

  private AwsBackend(Map<String, String> variables, AwsCredentialsProvider credentials) {
    this.variables = variables;
    this.credentials = credentials;
  }

  /** Takes the credentials that Lambda gives the function. */
  public static Backend of(Map<String, String> variables) {
    // A function restored by SnapStart is given an address to get its keys from, not the keys.
    return of(
        variables,
        variables.containsKey("AWS_CONTAINER_CREDENTIALS_FULL_URI")
            ? ContainerCredentialsProvider.create()
            : EnvironmentVariableCredentialsProvider.create());
  }

  /** Makes the backend of whoever has these credentials. */
  public static Backend of(Map<String, String> variables, AwsCredentialsProvider credentials) {
    return new AwsBackend(variables, credentials).backend();
  }

  private Backend backend() {
    var clients =
        new AwsClients(
            Region.of(variable("AWS_REGION")),
            credentials,
            Optional.ofNullable(variables.get("AWS_ENDPOINT_URL")).map(URI::create));
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    return new Backend(
        clients,
        new Environment(
            variable("STASH_ENV"),
            variable("STASH_BUCKET"),
            variable("STASH_ARCHIVE"),
            variable("STASH_JOB_QUEUE_URL"),
            variable("STASH_CREDENTIAL_KEY"),
            TrustedIssuer.parse(variables.getOrDefault("STASH_OIDC_ISSUERS", ""))),
        hosts(),
        clock,
        new SecureRandom(),
        new Log(System.out, clock, "stash-" + variable("STASH_ENV")),
        sessions(clients, clock));
  }

  private Sessions sessions(AwsClients clients, Clock clock) {
    var role = variables.get("STASH_SESSION_ROLE");
    return role == null ? Sessions.NONE : new StsSessions(clients.sts(), role, clock);
  }

  private CentralHosts hosts() {
    var central =
        Arrays.stream(variable("STASH_CENTRAL_HOSTS").split(","))
            .map(HostName::parse)
            .collect(Collectors.toUnmodifiableSet());
    return new CentralHosts(central, HostName.parse(variable("STASH_BASE_DOMAIN")));
  }

  private String variable(String name) {
    var value = variables.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the environment variable " + name + " must be set");
    }
    return value;
  }
}
