package com.stash.local.commands;

import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stash tenants run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a stash command for each tenant, with --tenant SLUG at its end, and reports.",
      "Example: stash tenants run -- keys list"
    })
final class TenantsRun extends OperatorCommand {
  @Option(
      names = "--only",
      paramLabel = "TENANT",
      description = "Only for these tenants; may be repeated.")
  private List<String> only = new ArrayList<>();

  @Parameters(paramLabel = "COMMAND", arity = "1..*", description = "The command, after --.")
  private List<String> command = new ArrayList<>();

  private record Ran(String slug, int exit, String out, String err) {}

  @Override
  protected int run(Operator operator) {
    var ran = slugs(operator).stream().map(slug -> run(operator, slug)).toList();
    var json = Json.array();
    ran.forEach(
        one ->
            json.addObject()
                .put("tenant", one.slug)
                .put("exit", one.exit)
                .put("out", one.out)
                .put("err", one.err));
    operator.answer(json, out -> report(out, ran));
    return ran.stream().mapToInt(Ran::exit).max().orElse(Stash.DONE);
  }

  private Ran run(Operator operator, String slug) {
    var out = new StringWriter();
    var err = new StringWriter();
    var arguments = new ArrayList<>(command);
    arguments.add("--tenant");
    arguments.add(slug);
    var exit =
        Stash.command(operator.session())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Ran(slug, exit, out.toString(), err.toString());
  }

  private List<String> slugs(Operator operator) {
    if (!only.isEmpty()) {
      return only.stream().map(named -> operator.tenant(named).slug().value()).toList();
    }
    var slugs = new ArrayList<String>();
    operator.eachTenant(
        id -> operator.stores().tenants().find(id).ifPresent(t -> slugs.add(t.slug().value())));
    return slugs;
  }

  private static void report(PrintWriter out, List<Ran> ran) {
    for (var one : ran) {
      out.printf("== %s (exit %d)%n%s%s", one.slug, one.exit, one.out, one.err);
    }
    var failed = ran.stream().filter(one -> one.exit != Stash.DONE).count();
    out.printf("%d tenants, %d failed.%n", ran.size(), failed);
  }
}
