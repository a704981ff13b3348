package com.stash.local.commands;

import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;

/** {@code stash kms list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the keys; which one seals new values, and how often each was rotated.")
final class KmsList extends OperatorCommand {
  @Override
  protected int run(Operator operator) {
    var keys = new KmsKeys(operator);
    var all =
        keys.client().listKeys(l -> {}).keys().stream().map(k -> keys.find(k.keyId())).toList();
    var answer = Json.object();
    var items = answer.putArray("keys");
    all.forEach(key -> items.add(keys.json(key)));
    operator.answer(
        answer,
        out -> {
          all.forEach(key -> out.println(keys.line(key)));
          out.printf("%d keys.%n", all.size());
        });
    return Stash.DONE;
  }
}
