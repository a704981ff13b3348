package com.stash.infra;

import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageProps;
import software.constructs.Construct;

/** One environment: its data stack, and the app stack that stands on it. */
final class EnvironmentStage extends Stage {
  final DataStack data;
  final AppStack app;

  EnvironmentStage(Construct scope, EnvironmentConfig config, Packages packages) {
    super(scope, config.name(), StageProps.builder().build());
    data = new DataStack(this, config);
    app = new AppStack(this, config, data, packages);
  }
}
