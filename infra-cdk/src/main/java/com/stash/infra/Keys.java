package com.stash.infra;

import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** The environment's keys, each with one purpose, so that a right to one is no right to another. */
final class Keys extends Construct {
  final Key tables;
  final Key documents;
  final Key credentials;

  Keys(Construct scope, EnvironmentConfig config) {
    super(scope, "Keys");
    tables = key(config, "tables", "the tables and their streams");
    documents = key(config, "documents", "the tenants' objects");
    credentials = key(config, "credentials", "the tenants' own secrets");
  }

  private Key key(EnvironmentConfig config, String purpose, String encrypted) {
    return Key.Builder.create(this, Ids.camel(purpose))
        .alias(config.named(purpose))
        .description("Stash %s: encrypts %s".formatted(config.name(), encrypted))
        .enableKeyRotation(true)
        .removalPolicy(config.removal())
        .build();
  }
}
