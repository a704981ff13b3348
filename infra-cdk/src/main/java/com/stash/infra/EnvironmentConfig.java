package com.stash.infra;

import com.stash.identity.TrustedIssuer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awscdk.RemovalPolicy;

/**
 * All that differs between environments.
 *
 * @param name in every resource's name, for example {@code dev}
 * @param account the twelve digits of its AWS account
 * @param region where it runs
 * @param kept whether its data outlives its stacks: tables, buckets and keys are then retained and
 *     protected from deletion
 * @param credentialKeys the numbers of the KMS keys of credentials, first the one that new values
 *     are sealed under; what is sealed under another opens, and can be moved to the first
 * @param logDays how long log lines are kept
 * @param snapStart whether functions start from snapshots of their published versions
 * @param capacity what it may use at most
 * @param alarmMail who hears of alarms and of the budget
 * @param budgetUsd the monthly cost at which somebody is to look
 * @param baseDomain tenants' host names are its subdomains
 * @param hostedZone the Route 53 zone of the base domain; without it the API has only the address
 *     that API Gateway gave it, and tenants have no host names
 * @param browserOrigins web pages that may send files straight to the bucket
 * @param issuers OIDC issuers whose tokens sign people in; without one there are only API keys
 */
public record EnvironmentConfig(
    String name,
    String account,
    String region,
    boolean kept,
    List<Integer> credentialKeys,
    int logDays,
    boolean snapStart,
    Capacity capacity,
    String alarmMail,
    int budgetUsd,
    String baseDomain,
    Optional<String> hostedZone,
    List<String> browserOrigins,
    List<TrustedIssuer> issuers) {

  public EnvironmentConfig {
    if (!name.matches("[a-z][a-z0-9]{1,9}") || !account.matches("\\d{12}")) {
      throw new IllegalArgumentException("not an environment's name or account: " + name);
    }
    credentialKeys = List.copyOf(credentialKeys);
    if (credentialKeys.isEmpty() || Set.copyOf(credentialKeys).size() != credentialKeys.size()) {
      throw new IllegalArgumentException("the credentials' keys are one or more, each once");
    }
    browserOrigins = List.copyOf(browserOrigins);
    issuers = List.copyOf(issuers);
  }

  /** Returns the physical name of a resource, for example {@code stash-dev-jobs}. */
  String named(String resource) {
    return "stash-" + name + "-" + resource;
  }

  /** Returns the name of a bucket, which no other account may have. */
  String bucket(String purpose) {
    return named(purpose) + "-" + account + "-" + region;
  }

  RemovalPolicy removal() {
    return kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  }

  /**
   * What an environment may use at most.
   *
   * @param jobsAtOnce how many jobs run at the same time
   * @param reserved whether functions are kept from taking each other's concurrency; a new account
   *     has none to reserve
   * @param requestsPerSecond of all API clients together
   * @param requestBurst of all API clients together
   * @param tableReads read request units a second and table
   * @param tableWrites write request units a second and table
   */
  public record Capacity(
      int jobsAtOnce,
      boolean reserved,
      int requestsPerSecond,
      int requestBurst,
      int tableReads,
      int tableWrites) {}
}
