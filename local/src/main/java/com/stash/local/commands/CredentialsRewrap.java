package com.stash.local.commands;

import com.stash.credentials.RewrappingCredentials.Stuck;
import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.tenancy.TenantId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stash credentials rewrap}. */
@Command(
    name = "rewrap",
    mixinStandardHelpOptions = true,
    description = {
      "Moves credentials to the KMS key that the environment names now, without opening a value.",
      "It can be cut and repeated: what was moved is not moved again."
    })
final class CredentialsRewrap extends OperatorCommand {
  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Only this tenant's, by slug or id (default: all, and the system's).")
  private @Nullable String tenant;

  @Option(names = "--dry-run", description = "Count what would be moved, and move nothing.")
  private boolean dryRun;

  /** What became of one tenant's credentials; the fault is empty when there was none. */
  private record Done(TenantId tenant, int moved, String fault) {}

  @Override
  protected int run(Operator operator) {
    var key = operator.stores().credentials().key();
    var done = new ArrayList<Done>();
    for (var id : tenants(operator)) {
      done.add(rewrapped(operator, id, key));
      operator.err().printf("\r%d tenants", done.size());
      operator.err().flush();
    }
    operator.err().println();
    var answer = Json.object().put("key", key).put("dryRun", dryRun);
    var items = answer.putArray("tenants");
    for (var one : done) {
      var item = items.addObject().put("tenant", one.tenant.value()).put("moved", one.moved);
      if (!one.fault.isEmpty()) {
        item.put("fault", one.fault);
      }
    }
    operator.answer(answer, out -> print(out, key, done));
    return done.stream().allMatch(one -> one.fault.isEmpty()) ? Stash.DONE : Stash.BROKEN;
  }

  private List<TenantId> tenants(Operator operator) {
    if (tenant != null) {
      return List.of(operator.tenant(tenant).id());
    }
    var all = new ArrayList<TenantId>();
    all.add(TenantId.PLATFORM);
    operator.eachTenant(all::add);
    return all;
  }

  /** A tenant that fails does not keep the others from being moved. */
  private Done rewrapped(Operator operator, TenantId id, String key) {
    var rewrapping = operator.stores().credentials().rewrapping();
    var scope = operator.scope(id);
    try {
      if (dryRun) {
        return new Done(id, rewrapping.elsewhere(scope, key), "");
      }
      var done = rewrapping.rewrap(scope, key);
      return new Done(id, done.moved(), fault(done.stuck()));
    } catch (RuntimeException e) {
      operator.backend().log().error("rewrap_failed", id.value(), "", e);
      return new Done(id, 0, e.getClass().getSimpleName() + "; see the log");
    }
  }

  private static String fault(List<Stuck> stuck) {
    return stuck.isEmpty()
        ? ""
        : "%s cannot be moved: the KMS key is disabled, or the value was changed"
            .formatted(
                stuck.stream()
                    .map(one -> "%s %s value %d".formatted(one.place(), one.name(), one.version()))
                    .collect(Collectors.joining(", ")));
  }

  private void print(PrintWriter out, String key, List<Done> done) {
    var what = dryRun ? "credentials to move" : "credentials moved";
    for (var one : done) {
      var name = one.tenant.equals(TenantId.PLATFORM) ? "the system" : one.tenant.value();
      out.printf(
          "%s  %d %s%s%n",
          name, one.moved, what, one.fault.isEmpty() ? "" : "  FAILED: " + one.fault);
    }
    out.printf("%d %s to %s.%n", done.stream().mapToInt(Done::moved).sum(), what, key);
  }
}
