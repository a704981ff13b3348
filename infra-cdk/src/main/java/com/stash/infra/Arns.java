package com.stash.infra;

import com.stash.store.TableStatement;

/** ARNs of what has a name of its own. */
record Arns(EnvironmentConfig config) {
  String table(TableStatement statement) {
    return regional("dynamodb") + "table/" + config.named(statement.name());
  }

  String index(TableStatement statement) {
    return table(statement) + "/index/" + statement.sparseIndex();
  }

  String function(Function function) {
    return regional("lambda") + "function:" + config.named(function.label());
  }

  String bucket() {
    return "arn:aws:s3:::" + config.bucket("documents");
  }

  String archive() {
    return "arn:aws:s3:::" + config.bucket("archive");
  }

  String service(String name) {
    return name + "." + config.region() + ".amazonaws.com";
  }

  private String regional(String service) {
    return "arn:aws:%s:%s:%s:".formatted(service, config.region(), config.account());
  }
}
