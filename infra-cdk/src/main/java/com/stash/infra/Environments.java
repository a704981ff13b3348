package com.stash.infra;

import com.stash.infra.EnvironmentConfig.Capacity;
import java.util.List;
import java.util.Optional;

/** The environments there are. Put your own accounts, addresses and domains here. */
public final class Environments {
  public static final EnvironmentConfig DEV =
      new EnvironmentConfig(
          "dev",
          "111111111111",
          "eu-central-1",
          false,
          List.of(1),
          7,
          false,
          new Capacity(5, false, 20, 40, 500, 500),
          "stash-dev@example.com",
          20,
          "dev.stash.example",
          Optional.empty(),
          List.of("https://*.dev.stash.example"),
          List.of());

  public static final EnvironmentConfig STAGING =
      new EnvironmentConfig(
          "staging",
          "222222222222",
          "eu-central-1",
          true,
          List.of(1),
          30,
          true,
          new Capacity(20, true, 100, 200, 2_000, 2_000),
          "stash-staging@example.com",
          100,
          "staging.stash.example",
          Optional.empty(),
          List.of("https://*.staging.stash.example"),
          List.of());

  public static final EnvironmentConfig PROD =
      new EnvironmentConfig(
          "prod",
          "333333333333",
          "eu-central-1",
          true,
          List.of(1),
          365,
          true,
          new Capacity(200, true, 1_000, 2_000, 20_000, 20_000),
          "stash-prod@example.com",
          2_000,
          "stash.example",
          Optional.of("Z0000000000000000STASH"),
          List.of("https://*.stash.example"),
          List.of());

  public static final List<EnvironmentConfig> ALL = List.of(DEV, STAGING, PROD);

  private Environments() {}
}
