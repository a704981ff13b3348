package com.stash.local.commands;

import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;

/** {@code stash kms rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Gives the key that seals new values new material, as AWS KMS does by itself once a year.",
      "All that was sealed before still opens, and nothing has to be moved."
    })
final class KmsRotate extends OperatorCommand {
  @Override
  protected int run(Operator operator) {
    var keys = new KmsKeys(operator);
    keys.client().rotateKeyOnDemand(r -> r.keyId(keys.inUse().keyId()));
    return keys.answer(keys.alias());
  }
}
