package com.stash.local.commands;

import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.aws.CannotStart;
import com.stash.local.factories.Seeder;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.provisioning.ProvisioningTenants;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.Tier;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stash tenants seed}. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    description = {
      "Makes demo tenants, where they are not there, and sows demo data.",
      "Campaigns, documents in every state, jobs, executions, credentials; usage and audit come of",
      "it. Each run adds a set."
    })
final class TenantsSeed extends OperatorCommand {
  private static final int MOST_DOCUMENTS = 1_000;

  @Parameters(
      paramLabel = "SLUG",
      arity = "0..*",
      description = "The tenants (default: acme globex).")
  private List<String> slugs = List.of("acme", "globex");

  @Option(
      names = "--documents",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many documents of each state, up to 1000 (default: ${DEFAULT-VALUE}).")
  private int documents = 1;

  @Override
  protected boolean beginsFolder() {
    return true;
  }

  @Override
  protected int run(Operator operator) {
    if (documents < 0 || documents > MOST_DOCUMENTS) {
      throw new CannotStart("--documents is a number from 0 to 1000.");
    }
    var answer = Json.object();
    // All are read first: a slip in the last one makes no tenant of the first.
    var wanted = slugs.stream().map(TenantsSeed::slug).toList();
    for (var slug : wanted) {
      var tenant = ensure(operator, slug);
      operator.err().println("Sowing " + slug + " ...");
      var seeder = new Seeder(operator.backend(), operator.stores());
      var sown = seeder.sow(operator.scope(tenant), documents);
      var counts = answer.putObject(slug.value()).put("id", tenant.value()).putObject("sown");
      sown.forEach(counts::put);
    }
    operator.answer(
        answer,
        out ->
            answer
                .properties()
                .forEach(
                    tenant -> {
                      out.printf(
                          "%s (%s)%n", tenant.getKey(), tenant.getValue().path("id").asText());
                      tenant
                          .getValue()
                          .path("sown")
                          .properties()
                          .forEach(
                              count ->
                                  out.printf(
                                      "  %5d %s%n", count.getValue().asInt(), count.getKey()));
                    }));
    return Stash.DONE;
  }

  private static Slug slug(String text) {
    try {
      return new Slug(text);
    } catch (IllegalArgumentException e) {
      throw new CannotStart(text + ": " + e.getMessage() + ".");
    }
  }

  private static TenantId ensure(Operator operator, Slug slug) {
    var stores = operator.stores();
    return stores
        .tenants()
        .owner(slug)
        .orElseGet(
            () ->
                operator
                    .stores()
                    .lifecycle()
                    .provisioning()
                    .provision(
                        new ProvisioningTenants.Wish(
                            slug, slug.value(), "owner@" + slug + ".example", Tier.PROFESSIONAL),
                        operator.origin(),
                        operator.backend().random())
                    .orThrow()
                    .tenant()
                    .id());
  }
}
