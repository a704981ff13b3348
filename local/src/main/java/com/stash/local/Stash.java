package com.stash.local;

import com.stash.local.aws.CannotStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code stash} command. */
@Command(
    name = "stash",
    description = "Multi-tenant document processing, on one machine.",
    mixinStandardHelpOptions = true,
    version = "stash 0.1.0",
    subcommands = {DemoCommand.class, UpCommand.class, FsckCommand.class},
    footer = {"", "Exit codes: 0 done, 1 not as it should be, 2 could not run."})
public final class Stash implements Runnable {
  static final int DONE = 0;
  static final int BROKEN = 1;
  static final int COULD_NOT_RUN = 2;

  @Spec private CommandSpec spec;

  /** Runs a command and ends the process; some of the services' threads would keep it alive. */
  public static void main(String[] arguments) {
    var command =
        new CommandLine(new Stash())
            .setExecutionExceptionHandler(
                (e, line, parsed) -> {
                  line.getErr().println("stash: " + message(e));
                  if (!(e instanceof CannotStart)) {
                    e.printStackTrace(line.getErr());
                  } else if (e.getCause() != null) {
                    line.getErr().println("  cause: " + e.getCause());
                  }
                  return COULD_NOT_RUN;
                });
    System.exit(command.execute(arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: demo, up or fsck.");
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
