package com.stash.local.commands;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How long the value that gives way is kept for a roll-back. */
final class Grace {
  private static final int MOST = 24 * 30;

  @Option(
      names = "--grace-hours",
      paramLabel = "HOURS",
      defaultValue = "24",
      description =
          "How long the value that gives way is kept, 0 to 720 (default: ${DEFAULT-VALUE}).")
  private int hours = 24;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  Duration time() {
    if (hours < 0 || hours > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--grace-hours is a number from 0 to %d.".formatted(MOST));
    }
    return Duration.ofHours(hours);
  }
}
