package com.stash.local.commands;

import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stash tenants list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists all tenants, oldest first.")
final class TenantsList extends OperatorCommand {
  @Option(names = "--state", description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
  private @Nullable TenantState state;

  @Override
  protected int run(Operator operator) {
    var found = tenants(operator);
    var json = Json.array();
    found.forEach(tenant -> json.add(TenantViews.json(tenant)));
    operator.answer(
        json,
        out -> {
          out.println(TenantViews.head());
          found.forEach(tenant -> out.println(TenantViews.line(tenant)));
        });
    return Stash.DONE;
  }

  private List<Tenant> tenants(Operator operator) {
    var found = new ArrayList<Tenant>();
    operator.eachTenant(
        id ->
            operator
                .stores()
                .tenants()
                .find(id)
                .filter(tenant -> state == null || tenant.state() == state)
                .ifPresent(found::add));
    return found;
  }
}
