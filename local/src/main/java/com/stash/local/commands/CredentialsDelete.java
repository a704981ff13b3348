package com.stash.local.commands;

import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stash credentials delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Takes the values of a credential of the system away for good.")
final class CredentialsDelete extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its key.")
  private String key = "";

  @Override
  protected int run(Operator operator) {
    var system = new SystemCredentials(operator);
    var there = system.find(key);
    var changing = operator.stores().credentials().changing();
    return system.answer(changing.delete(system.scope(), there.id(), there.version(), null));
  }
}
