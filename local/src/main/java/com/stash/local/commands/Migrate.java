package com.stash.local.commands;

import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.store.CreatingTables;
import com.stash.store.UpgradingShapes.Part;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stash migrate}. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Creates missing tables and brings the platform's records to this version's shapes.",
      "These are tenants, domains and users. It may be stopped and begun again."
    })
public final class Migrate extends OperatorCommand {
  @Mixin private Upgrading upgrading = new Upgrading();

  @Override
  protected boolean beginsFolder() {
    return true;
  }

  @Override
  protected int run(Operator operator) throws InterruptedException {
    var backend = operator.backend();
    var creating = new CreatingTables(backend.dynamoDb(), backend.environment());
    int created = 0;
    if (operator.session().local() == null) {
      var missing = creating.missing();
      if (!missing.isEmpty()) {
        throw new CannotStart(
            "Tables are missing: %s. The stack creates them: deploy it."
                .formatted(String.join(", ", missing)));
      }
    } else {
      created = creating.create();
    }
    var answer = Json.object().put("tablesCreated", created);
    operator.err().printf("%d tables created.%n", created);
    return upgrading.run(operator, Part.CENTRAL, answer) ? Stash.DONE : Stash.BROKEN;
  }
}
