package com.stash.local.commands;

import com.stash.credentials.RotatingCredentials.Turn;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stash credentials rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description =
        "Gives a credential of the system a new value, read from --file or standard input.")
final class CredentialsRotate extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its key.")
  private String key = "";

  @Option(names = "--expires", paramLabel = "TIME", description = "When the new value is over.")
  private @Nullable Instant expires;

  @Option(
      names = "--grace-hours",
      paramLabel = "HOURS",
      defaultValue = "24",
      description = "How long the value before is kept (default: ${DEFAULT-VALUE}).")
  private int graceHours = 24;

  @Mixin private GivenValue value = new GivenValue();

  @Override
  protected boolean readsInput() {
    return value.isInput();
  }

  @Override
  protected int run(Operator operator) throws IOException {
    var system = new SystemCredentials(operator);
    var there = system.find(key);
    var turn = new Turn(false, Duration.ofHours(Math.clamp(graceHours, 0, 24 * 30)), expires);
    try (var secret = value.read(operator)) {
      return system.answer(
          operator
              .stores()
              .credentials()
              .rotating()
              .rotate(system.scope(), there.id(), there.version(), turn, secret, null));
    }
  }
}
