package com.stash.local.commands;

import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.lifecycle.ErasureCertificate;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.tenancy.Slug;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stash tenants erase}. */
@Command(
    name = "erase",
    mixinStandardHelpOptions = true,
    description = {
      "Erases an offboarded tenant whose grace period is over: rows, objects, names.",
      "What is left is a certificate. It may be stopped and run again; there is no way back."
    })
final class TenantsErase extends OperatorCommand {
  @Parameters(paramLabel = "TENANT", description = "The tenant's slug or id.")
  private String tenant = "";

  @Option(
      names = "--force",
      paramLabel = "SLUG",
      description = "The tenant's slug, typed out, to erase before the grace period is over.")
  private @Nullable String force;

  @Option(names = "--dry-run", description = "Count what would be erased and change nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  protected int run(Operator operator) {
    var erasing = operator.stores().lifecycle().erasing();
    var id = operator.tenant(tenant).id();
    if (dryRun) {
      return switch (erasing.look(operator.platform(), id, typed())) {
        case Outcome.Done<Map<String, Long>>(var counts) -> {
          var json = Json.object();
          counts.forEach(json::put);
          operator.answer(
              json, out -> counts.forEach((what, n) -> out.printf("%-20s %d%n", what, n)));
          yield Stash.DONE;
        }
        case Outcome.Refused<Map<String, Long>>(var refusal) -> refused(operator, refusal);
      };
    }
    var outcome =
        erasing.erase(
            operator.platform(),
            id,
            typed(),
            line -> {
              operator.err().println(line);
              operator.err().flush();
            });
    return switch (outcome) {
      case Outcome.Done<ErasureCertificate>(var certificate) -> {
        print(operator, certificate);
        yield Stash.DONE;
      }
      case Outcome.Refused<ErasureCertificate>(var refusal) -> refused(operator, refusal);
    };
  }

  private @Nullable Slug typed() {
    try {
      return force == null ? null : new Slug(force);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + ".");
    }
  }

  private static int refused(Operator operator, Refusal refusal) {
    operator.err().println("stash: " + refusal.message());
    return Stash.BROKEN;
  }

  private static void print(Operator operator, ErasureCertificate certificate) {
    var json =
        Json.object()
            .put("tenant", certificate.tenant().value())
            .put("auditSequence", certificate.auditSequence())
            .put("auditHead", certificate.auditHead().hex())
            .put("forced", certificate.forced())
            .put("begunAt", certificate.begunAt().toString())
            .put("endedAt", String.valueOf(certificate.endedAt()))
            .put("operator", certificate.stamp().changedBy().actor().id());
    var before = json.putObject("before");
    certificate.before().forEach(before::put);
    var after = json.putObject("after");
    certificate.after().forEach(after::put);
    operator.answer(
        json,
        out -> {
          out.printf("Tenant %s is erased.%n", certificate.tenant());
          out.printf("%-20s %10s %10s%n", "", "BEFORE", "AFTER");
          certificate
              .before()
              .forEach(
                  (what, n) ->
                      out.printf(
                          "%-20s %10d %10d%n",
                          what, n, certificate.after().getOrDefault(what, 0L)));
          out.printf(
              "Audit log: %d entries, head %s%n",
              certificate.auditSequence(), certificate.auditHead());
        });
  }
}
