package com.stash.local.commands;

import com.stash.credentials.CredentialUse;
import com.stash.kernel.Json;
import com.stash.kernel.Page;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.tenancy.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stash credentials uses}. */
@Command(
    name = "uses",
    mixinStandardHelpOptions = true,
    description = {
      "Tells which tenants' jobs used a credential of the system.",
      "One line for each job, processor and version of the value, a tenant's newest jobs first."
    })
final class CredentialsUses extends OperatorCommand {
  private static final int MOST = 100;

  @Parameters(paramLabel = "KEY", description = "Its key.")
  private String key = "";

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Only this tenant's, by slug or id (default: all tenants').")
  private @Nullable String tenant;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "The most lines of one tenant, 1 to 100 (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Spec private CommandSpec spec;

  @Override
  protected int run(Operator operator) {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--limit is a number from 1 to %d.".formatted(MOST));
    }
    var found = new LinkedHashMap<TenantId, List<CredentialUse>>();
    var credential = new SystemCredentials(operator).find(key).id();
    for (var id : tenants(operator)) {
      var uses = operator.stores().credentials().uses();
      found.put(id, uses.list(operator.scope(id), credential, Page.Request.first(limit)).items());
    }
    var answer = Json.object();
    var items = answer.putArray("uses");
    found.forEach(
        (id, uses) ->
            uses.forEach(
                use ->
                    items
                        .addObject()
                        .put("tenant", id.value())
                        .put("job", use.job())
                        .put("processor", use.processor())
                        .put("valueVersion", use.valueVersion())
                        .put("reads", use.reads())
                        .put("firstUsedAt", use.firstUsedAt().toString())
                        .put("lastUsedAt", use.lastUsedAt().toString())));
    operator.answer(
        answer,
        out -> {
          found.forEach((id, uses) -> uses.forEach(use -> out.println(line(id, use))));
          out.printf("%d uses.%n", items.size());
        });
    return Stash.DONE;
  }

  private List<TenantId> tenants(Operator operator) {
    if (tenant != null) {
      return List.of(operator.tenant(tenant).id());
    }
    var all = new ArrayList<TenantId>();
    operator.eachTenant(all::add);
    return all;
  }

  private static String line(TenantId tenant, CredentialUse use) {
    return "%s  job %s  %s  value %d  %d reads  last %s"
        .formatted(
            tenant.value(),
            use.job(),
            use.processor(),
            use.valueVersion(),
            use.reads(),
            use.lastUsedAt());
  }
}
