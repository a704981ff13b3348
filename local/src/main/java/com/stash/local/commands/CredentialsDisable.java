package com.stash.local.commands;

import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stash credentials disable}. */
@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    description = "Stops every search that comes to a credential of the system.")
final class CredentialsDisable extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its key.")
  private String key = "";

  @Override
  protected int run(Operator operator) {
    var system = new SystemCredentials(operator);
    var there = system.find(key);
    var changing = operator.stores().credentials().changing();
    return system.answer(changing.disable(system.scope(), there.id(), there.version(), null));
  }
}
