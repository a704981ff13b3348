package com.stash.local.commands;

import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.tenancy.Maintenance;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stash tenants maintenance}. */
@Command(
    name = "maintenance",
    mixinStandardHelpOptions = true,
    description = {"Makes a tenant read-only for some minutes, or ends that with --off."})
final class TenantsMaintenance extends OperatorCommand {
  @Parameters(paramLabel = "TENANT", description = "The tenant's slug or id.")
  private String tenant = "";

  @Option(names = "--minutes", description = "For how long.")
  private @Nullable Integer minutes;

  @Option(
      names = "--reason",
      defaultValue = "maintenance",
      description = "For the tenant's people (default: ${DEFAULT-VALUE}).")
  private String reason = "";

  @Option(names = "--off", description = "End it now.")
  private boolean off;

  @Spec private CommandSpec spec;

  @Override
  protected int run(Operator operator) {
    var maintaining = operator.stores().lifecycle().maintaining();
    var id = operator.tenant(tenant).id();
    if (off) {
      return TenantViews.changed(operator, maintaining.end(operator.platform(), id, null));
    }
    if (minutes == null || minutes < 1 || minutes > 10_080) {
      throw new ParameterException(
          spec.commandLine(), "Say for how many --minutes, 1 to 10080, or --off.");
    }
    var until = operator.backend().clock().instant().plus(Duration.ofMinutes(minutes));
    return TenantViews.changed(
        operator, maintaining.begin(operator.platform(), id, null, new Maintenance(until, reason)));
  }
}
