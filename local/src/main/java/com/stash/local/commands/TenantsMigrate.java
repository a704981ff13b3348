package com.stash.local.commands;

import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.store.UpgradingShapes.Part;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stash tenants migrate}. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Brings what each tenant owns to the shapes of this version, tenant by tenant.",
      "It may be stopped and begun again: tenants that were done are passed over."
    })
final class TenantsMigrate extends OperatorCommand {
  @Mixin private Upgrading upgrading = new Upgrading();

  @Override
  protected int run(Operator operator) throws InterruptedException {
    return upgrading.run(operator, Part.TENANT, Json.object()) ? Stash.DONE : Stash.BROKEN;
  }
}
