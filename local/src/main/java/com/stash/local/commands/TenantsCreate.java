package com.stash.local.commands;

import com.stash.kernel.Outcome;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.provisioning.ProvisioningTenants.Provisioned;
import com.stash.provisioning.ProvisioningTenants.Wish;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Tier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stash tenants create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Creates a tenant and prints its first API key, which is shown this once.")
final class TenantsCreate extends OperatorCommand {
  @Parameters(
      paramLabel = "SLUG",
      description = "Its short unique name, 3 to 63 of a-z, 0-9 and -; part of its host name.")
  private String slug = "";

  @Option(names = "--name", description = "Its name (default: the slug).")
  private @Nullable String name;

  @Option(names = "--email", required = true, description = "Its owner's address.")
  private String email = "";

  @Option(
      names = "--tier",
      defaultValue = "STARTER",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Tier tier = Tier.STARTER;

  @Spec private CommandSpec spec;

  @Override
  protected boolean beginsFolder() {
    return true;
  }

  @Override
  protected int run(Operator operator) {
    var backend = operator.backend();
    var provisioning = operator.stores().lifecycle().provisioning();
    return switch (provisioning.provision(wish(), operator.origin(), backend.random())) {
      case Outcome.Refused<Provisioned>(var refusal) -> {
        operator.err().println("stash: " + refusal.message());
        yield Stash.BROKEN;
      }
      case Outcome.Done<Provisioned>(var made) -> {
        print(operator, made);
        yield Stash.DONE;
      }
    };
  }

  private void print(Operator operator, Provisioned made) {
    var host = operator.backend().hosts().subdomain(made.tenant().slug());
    var view = TenantViews.json(made.tenant());
    view.put("host", host.value());
    view.put("apiKey", made.key().reveal());
    var local = operator.session().local();
    if (local != null) {
      var keys = local.aws().tenantStorageKeys();
      var id = made.tenant().id().value();
      view.putObject("s3")
          .put("accessKey", keys.accessKey(id))
          .put("secretKey", keys.secretKey(id));
    }
    operator.answer(
        view,
        out -> {
          out.printf("Tenant   %s (%s), %s%n", made.tenant().id(), slug, tier.wire());
          out.printf("Host     %s%n", host);
          out.printf("API key  %s%n", made.key().reveal());
          if (local != null) {
            out.printf(
                "S3 keys  %s %s%n",
                view.path("s3").path("accessKey").asText(),
                view.path("s3").path("secretKey").asText());
          }
          out.println("The key is shown this once: keep it.");
        });
  }

  private Wish wish() {
    try {
      return new Wish(new Slug(slug), name == null ? slug : name, email, tier);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + ".");
    }
  }
}
