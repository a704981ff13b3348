package com.stash.local.commands;

import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;

/** {@code stash kms replace}. */
@Command(
    name = "replace",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a new key, which seals new values from now on.",
      "What is sealed under the one before opens as long as that is enabled; credentials rewrap",
      "moves it to the new one."
    })
final class KmsReplace extends OperatorCommand {
  @Override
  protected int run(Operator operator) {
    var keys = new KmsKeys(operator);
    var key = keys.client().createKey(k -> {}).keyMetadata().keyId();
    keys.client().updateAlias(a -> a.aliasName(keys.alias()).targetKeyId(key));
    operator.err().println("Move what is sealed already: ./stash credentials rewrap");
    return keys.answer(key);
  }
}
