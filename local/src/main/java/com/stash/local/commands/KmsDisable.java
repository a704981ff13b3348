package com.stash.local.commands;

import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stash kms disable}. */
@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    description = {
      "Disables a key: nothing is sealed under it, and nothing that is opens, until it is enabled.",
      "What a running server has opened stays of use to it for up to five minutes."
    })
final class KmsDisable extends OperatorCommand {
  @Parameters(paramLabel = "KEY_ID", description = "The key's id, as kms list prints it.")
  private String key = "";

  @Override
  protected int run(Operator operator) {
    var keys = new KmsKeys(operator);
    var id = keys.find(key).keyId();
    keys.client().disableKey(d -> d.keyId(id));
    return keys.answer(id);
  }
}
