package com.stash.local.commands;

import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stash tenants show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a tenant with its limits and what is left of its credits.")
final class TenantsShow extends OperatorCommand {
  @Parameters(paramLabel = "TENANT", description = "The tenant's slug or id.")
  private String tenant = "";

  @Override
  protected int run(Operator operator) {
    var found = operator.tenant(tenant);
    var view = TenantViews.json(found);
    var spending = operator.stores().usage().spending(operator.scope(found.id()));
    view.put("creditBalance", spending.balance().value());
    view.put("documentsThisMonth", spending.documentsThisMonth());
    operator.answer(
        view,
        out ->
            view.properties()
                .forEach(
                    field -> {
                      if (field.getValue().isObject()) {
                        field
                            .getValue()
                            .properties()
                            .forEach(
                                inner ->
                                    out.printf(
                                        "%-18s %s%n", inner.getKey(), inner.getValue().asText()));
                      } else {
                        out.printf("%-18s %s%n", field.getKey(), field.getValue().asText());
                      }
                    }));
    return Stash.DONE;
  }
}
