package com.stash.local.commands;

import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stash credentials show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows what is known of a credential of the system: all but its value.")
final class CredentialsShow extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its key.")
  private String key = "";

  @Override
  protected int run(Operator operator) {
    var system = new SystemCredentials(operator);
    var there = system.find(key);
    operator.answer(system.json(there), out -> system.print(out, there));
    return Stash.DONE;
  }
}
