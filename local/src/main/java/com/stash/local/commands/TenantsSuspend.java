package com.stash.local.commands;

import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stash tenants suspend}. */
@Command(
    name = "suspend",
    mixinStandardHelpOptions = true,
    description = {
      "Stops a tenant: keys, uploads, jobs and sweeps, within five seconds.",
      "Jobs wait where they are. A repeat does nothing."
    })
final class TenantsSuspend extends OperatorCommand {
  @Parameters(paramLabel = "TENANT", description = "The tenant's slug or id.")
  private String tenant = "";

  @Option(names = "--reason", required = true, description = "Why, for people.")
  private String reason = "";

  @Override
  protected int run(Operator operator) {
    var suspending = operator.stores().lifecycle().suspending();
    var id = operator.tenant(tenant).id();
    return TenantViews.changed(operator, suspending.suspend(operator.platform(), id, null, reason));
  }
}
