package com.stash.local.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import com.stash.store.UpgradingShapes;
import com.stash.store.UpgradingShapes.Part;
import com.stash.store.UpgradingShapes.Report;
import com.stash.tenancy.TenantId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Brings the items of many tenants to today's shapes, several tenants at a time. */
final class Upgrading {
  private static final int MOST_PARALLEL = 64;

  @Option(names = "--tenant", paramLabel = "TENANT", description = "Only these; may be repeated.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--dry-run", description = "Count what would be upgraded, and write nothing.")
  private boolean dryRun;

  @Option(names = "--again", description = "Look also at tenants that were done before.")
  private boolean again;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many tenants at a time (default: ${DEFAULT-VALUE}).")
  private int parallel = 4;

  /** What became of one tenant; the fault is empty when there was none. */
  private record Done(TenantId tenant, boolean before, List<Report> reports, String fault) {
    long upgraded() {
      return reports.stream().mapToLong(Report::upgraded).sum();
    }

    long seen() {
      return reports.stream().mapToLong(Report::seen).sum();
    }
  }

  /** Returns whether no tenant failed. */
  boolean run(Operator operator, Part part, ObjectNode answer) throws InterruptedException {
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw new CannotStart("--parallel is a number from 1 to %d.".formatted(MOST_PARALLEL));
    }
    var upgrading =
        new UpgradingShapes(
            operator.stores().tables(),
            operator.stores().transactions(),
            operator.backend().clock());
    var done = new ArrayList<Done>();
    try (var threads = Executors.newFixedThreadPool(parallel)) {
      var begun = new ArrayList<Future<Done>>();
      each(operator, id -> begun.add(threads.submit(() -> upgrade(operator, upgrading, part, id))));
      for (var future : begun) {
        done.add(result(future));
        operator.err().printf("\r%d of %d tenants", done.size(), begun.size());
        operator.err().flush();
      }
      operator.err().println();
    }
    answer.put("dryRun", dryRun);
    var tenants = answer.putArray("tenants");
    done.forEach(one -> tenants.add(json(one)));
    operator.answer(answer, out -> print(out, done));
    return done.stream().allMatch(one -> one.fault.isEmpty());
  }

  private Done upgrade(Operator operator, UpgradingShapes upgrading, Part part, TenantId tenant) {
    var scope = operator.scope(tenant);
    var reports = new ArrayList<Report>();
    try {
      if (!again && upgrading.isDone(scope, part)) {
        return new Done(tenant, true, List.of(), "");
      }
      upgrading.upgrade(scope, part, dryRun, reports::add);
      return new Done(tenant, false, reports, "");
    } catch (RuntimeException e) {
      operator.backend().log().error("upgrade_failed", tenant.value(), "", e);
      return new Done(tenant, false, reports, e.getClass().getSimpleName() + "; see the log");
    }
  }

  private void each(Operator operator, Consumer<TenantId> action) {
    if (only.isEmpty()) {
      operator.eachTenant(action);
    } else {
      only.forEach(named -> action.accept(operator.tenant(named).id()));
    }
  }

  private static Done result(Future<Done> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static ObjectNode json(Done done) {
    var node = Json.object().put("tenant", done.tenant.value()).put("doneBefore", done.before);
    var tables = node.putObject("tables");
    for (var report : done.reports) {
      // A table can hold items of two kinds.
      var table = tables.withObject("/" + report.table());
      table.put("seen", table.path("seen").asLong() + report.seen());
      table.put("upgraded", table.path("upgraded").asLong() + report.upgraded());
    }
    return done.fault.isEmpty() ? node : node.put("fault", done.fault);
  }

  private void print(PrintWriter out, List<Done> done) {
    for (var one : done) {
      var what =
          !one.fault.isEmpty()
              ? "FAILED: " + one.fault
              : one.before
                  ? "was done before"
                  : "%d items seen, %d %s"
                      .formatted(one.seen(), one.upgraded(), dryRun ? "to upgrade" : "upgraded");
      out.printf("%s  %s%n", one.tenant, what);
    }
    var failed = done.stream().filter(one -> !one.fault.isEmpty()).count();
    out.printf("%d tenants, %d failed.%n", done.size(), failed);
  }
}
