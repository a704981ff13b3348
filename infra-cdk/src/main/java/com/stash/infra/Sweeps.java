package com.stash.infra;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.constructs.Construct;

/** Wakes the sweep, which mends and expires what no event will come for. */
final class Sweeps extends Construct {
  static final Duration EVERY = Duration.minutes(5);

  Sweeps(Construct scope, EnvironmentConfig config, DeployedFunction sweep) {
    super(scope, "Sweeps");
    Rule.Builder.create(this, "Rule")
        .ruleName(config.named("sweep"))
        .description("Stash %s: mends and expires".formatted(config.name()))
        .schedule(Schedule.rate(EVERY))
        .targets(
            List.of(
                LambdaFunction.Builder.create(sweep.live)
                    .retryAttempts(1)
                    .maxEventAge(EVERY)
                    .build()))
        .build();
  }
}
