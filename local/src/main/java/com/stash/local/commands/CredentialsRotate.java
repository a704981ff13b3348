package com.stash.local.commands;

import com.stash.credentials.RotatingCredentials.Turn;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
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
      names = "--staged",
      description = "Let the new value wait until it is promoted (default: it is current at once).")
  private boolean staged;

  @Mixin private Grace grace = new Grace();

  @Mixin private GivenValue value = new GivenValue();

  @Override
  protected boolean readsInput() {
    return value.isInput();
  }

  @Override
  protected int run(Operator operator) {
    var system = new SystemCredentials(operator);
    var there = system.find(key);
    var turn = new Turn(staged, grace.time(), expires);
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
