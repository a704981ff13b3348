package com.stash.local.commands;

import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stash tenants offboard}. */
@Command(
    name = "offboard",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a tenant up: it stops, and may be erased after a grace period.",
      "With --cancel it is suspended again, and can be resumed."
    })
final class TenantsOffboard extends OperatorCommand {
  @Parameters(paramLabel = "TENANT", description = "The tenant's slug or id.")
  private String tenant = "";

  @Option(
      names = "--reason",
      defaultValue = "offboarded by an operator",
      description = "Why, for people (default: ${DEFAULT-VALUE}).")
  private String reason = "";

  @Option(
      names = "--grace-days",
      defaultValue = "30",
      description = "How long it is kept, 0 to 365 days (default: ${DEFAULT-VALUE}).")
  private int graceDays;

  @Option(names = "--cancel", description = "Take it back.")
  private boolean cancel;

  @Override
  protected int run(Operator operator) {
    var offboarding = operator.stores().lifecycle().offboarding();
    var id = operator.tenant(tenant).id();
    var platform = operator.platform();
    return TenantViews.changed(
        operator,
        cancel
            ? offboarding.cancel(platform, id, null, reason)
            : offboarding.offboard(platform, id, null, reason, Duration.ofDays(graceDays)));
  }
}
