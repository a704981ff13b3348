package com.stash.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.kms.Alias;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * The environment's keys, each with one purpose, so that a right to one is no right to another. The
 * key of credentials can be followed by another one: values are moved to it while both are there,
 * see {@code docs/decisions/credential-keys.md}.
 */
final class Keys extends Construct {
  final Key tables;
  final Key documents;
  private final Map<Integer, Key> credentials = new LinkedHashMap<>();

  Keys(Construct scope, EnvironmentConfig config) {
    super(scope, "Keys");
    tables = key(config, "tables", "the tables and their streams");
    documents = key(config, "documents", "the tenants' objects");
    for (int number : config.credentialKeys()) {
      var name = number == 1 ? "credentials" : "credentials" + number;
      credentials.put(number, key(config, name, "the tenants' own secrets"));
    }
    alias(config, "tables", tables);
    alias(config, "documents", documents);
    alias(config, "credentials", sealing());
  }

  /** Returns the key that new credentials are sealed under. */
  Key sealing() {
    return credentials.values().iterator().next();
  }

  /** Returns the keys that credentials may be sealed under. */
  List<Key> opening() {
    return List.copyOf(credentials.values());
  }

  private Key key(EnvironmentConfig config, String name, String encrypted) {
    return Key.Builder.create(this, Ids.camel(name))
        .description("Stash %s: encrypts %s".formatted(config.name(), encrypted))
        .enableKeyRotation(true)
        .removalPolicy(config.removal())
        .build();
  }

  /** An alias of its own, and not of its key, can be moved to another key. */
  private void alias(EnvironmentConfig config, String purpose, Key key) {
    Alias.Builder.create(this, Ids.camel(purpose) + "Alias")
        .aliasName("alias/" + config.named(purpose))
        .targetKey(key)
        .removalPolicy(config.removal())
        .build();
  }
}
