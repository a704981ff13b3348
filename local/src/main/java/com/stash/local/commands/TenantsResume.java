package com.stash.local.commands;

import com.stash.kernel.Outcome;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.provisioning.ProvisioningTenants.Provisioned;
import com.stash.tenancy.TenantState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stash tenants resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Lets a suspended tenant go on and sends its jobs again.",
      "A tenant whose making failed is made whole; its first API key is shown this once."
    })
final class TenantsResume extends OperatorCommand {
  @Parameters(paramLabel = "TENANT", description = "The tenant's slug or id.")
  private String tenant = "";

  @Override
  protected int run(Operator operator) {
    var found = operator.tenant(tenant);
    var lifecycle = operator.stores().lifecycle();
    if (found.state() != TenantState.PROVISIONING && found.state() != TenantState.FAILED) {
      return TenantViews.changed(
          operator, lifecycle.suspending().resume(operator.platform(), found.id(), null));
    }
    var made =
        lifecycle
            .provisioning()
            .resume(operator.platform(), found.id(), operator.backend().random());
    if (made instanceof Outcome.Done<Provisioned>(var done)) {
      operator.answer(
          TenantViews.json(done.tenant()).put("apiKey", done.key().reveal()),
          out ->
              out.printf(
                  "API key  %s%nThe key is shown this once: keep it.%n", done.key().reveal()));
    }
    return made instanceof Outcome.Done<Provisioned>
        ? Stash.DONE
        : TenantViews.changed(operator, made.map(Provisioned::tenant));
  }
}
