package com.stash.local.commands;

import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stash kms enable}. */
@Command(name = "enable", mixinStandardHelpOptions = true, description = "Enables a disabled key.")
final class KmsEnable extends OperatorCommand {
  @Parameters(paramLabel = "KEY_ID", description = "The key's id, as kms list prints it.")
  private String key = "";

  @Override
  protected int run(Operator operator) {
    var keys = new KmsKeys(operator);
    var id = keys.find(key).keyId();
    keys.client().enableKey(e -> e.keyId(id));
    return keys.answer(id);
  }
}
