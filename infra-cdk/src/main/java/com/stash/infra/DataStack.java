package com.stash.infra;

import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.constructs.Construct;

/** What must not be lost: keys, tables, buckets. Outside of dev it outlives its own deletion. */
final class DataStack extends Stack {
  final Keys keys;
  final EntityTables tables;
  final Buckets buckets;

  DataStack(Construct scope, EnvironmentConfig config) {
    super(scope, "Data", props(config, "data", "keys, tables and buckets"));
    keys = new Keys(this, config);
    tables = new EntityTables(this, config, keys.tables);
    buckets = new Buckets(this, config, keys.documents);
    Tags.of(this).add("stash-environment", config.name());
  }

  static StackProps props(EnvironmentConfig config, String name, String holds) {
    return StackProps.builder()
        .stackName(config.named(name))
        .description("Stash %s: %s".formatted(config.name(), holds))
        .env(Environment.builder().account(config.account()).region(config.region()).build())
        .terminationProtection(config.kept())
        .build();
  }
}
