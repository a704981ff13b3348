package com.stash.local.commands;

import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stash tenants export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes everything a tenant owns to a folder or a .zip.",
      "A file of JSON lines for each table, without secrets, all objects, and a manifest with the",
      "hash of each file."
    })
final class TenantsExport extends OperatorCommand {
  @Parameters(paramLabel = "TENANT", description = "The tenant's slug or id.")
  private String tenant = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description = "A new folder, or a new file whose name ends in .zip.")
  private Path to = Path.of("");

  @Override
  protected int run(Operator operator) throws IOException {
    var scope = operator.scope(operator.tenant(tenant).id());
    var path = operator.path(to);
    if (Files.exists(path)) {
      operator.err().println("stash: " + path + " exists: name a new folder or file.");
      return Stash.COULD_NOT_RUN;
    }
    var spool = Files.createTempFile("stash-manifest", ".jsonl");
    try (var files = ExportFiles.open(path)) {
      var done =
          operator
              .stores()
              .lifecycle()
              .exporting()
              .export(scope, files, spool, line -> progress(operator, line));
      operator.answer(
          Json.object()
              .put("path", path.toString())
              .put("rows", done.rows())
              .put("objects", done.objects())
              .put("bytes", done.bytes()),
          out ->
              out.printf(
                  "%d rows and %d objects (%d bytes) are in %s%n",
                  done.rows(), done.objects(), done.bytes(), path));
      return Stash.DONE;
    } catch (IOException | UncheckedIOException e) {
      throw new CannotStart(path + " cannot be written: choose another place with --to.", e);
    } finally {
      Files.delete(spool);
    }
  }

  private static void progress(Operator operator, String line) {
    operator.err().println(line);
    operator.err().flush();
  }
}
