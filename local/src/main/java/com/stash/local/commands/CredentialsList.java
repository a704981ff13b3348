package com.stash.local.commands;

import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope;
import com.stash.kernel.Json;
import com.stash.kernel.Page;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.tenancy.TenantScope;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code stash credentials list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the system's credentials; their values are never shown.")
final class CredentialsList extends OperatorCommand {
  @Override
  protected int run(Operator operator) {
    var system = new SystemCredentials(operator);
    var all = all(operator, system.scope());
    var answer = Json.object();
    var items = answer.putArray("credentials");
    all.forEach(credential -> items.add(system.json(credential)));
    operator.answer(
        answer,
        out -> {
          all.forEach(credential -> out.println(system.line(credential)));
          out.printf("%d credentials.%n", all.size());
        });
    return Stash.DONE;
  }

  private static List<Credential> all(Operator operator, TenantScope scope) {
    var credentials = operator.stores().credentials().all();
    var all = new ArrayList<Credential>();
    Page.each(page -> credentials.list(scope, CredentialScope.system(), page), all::add);
    return all;
  }
}
