package com.stash.local;

import com.stash.local.aws.CannotStart;
import com.stash.local.commands.Credentials;
import com.stash.local.commands.FsckCommand;
import com.stash.local.commands.Keys;
import com.stash.local.commands.Kms;
import com.stash.local.commands.Migrate;
import com.stash.local.commands.Tenants;
import com.stash.local.commands.Users;
import com.stash.local.operator.Session;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code stash} command. */
@Command(
    name = "stash",
    description = "Multi-tenant document processing, on one machine or deployed.",
    mixinStandardHelpOptions = true,
    version = "stash 0.1.0",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      FsckCommand.class,
      Migrate.class,
      Tenants.class,
      Keys.class,
      Credentials.class,
      Kms.class,
      Users.class
    },
    footer = {"", "Exit codes: 0 done, 1 not as it should be, 2 could not run."})
public final class Stash implements Runnable {
  public static final String LOCAL = "local";
  public static final int DONE = 0;
  public static final int BROKEN = 1;
  public static final int COULD_NOT_RUN = 2;

  private static final List<String> THIS_MACHINE_ONLY = List.of("demo", "up", "kms");

  @Option(
      names = "--env",
      paramLabel = "NAME",
      defaultValue = LOCAL,
      scope = ScopeType.INHERIT,
      description = {
        "The environment: local, or a deployed one, which is reached with your AWS credentials",
        "(default: ${DEFAULT-VALUE})."
      })
  private String environment = LOCAL;

  @Spec private CommandSpec spec;

  private final @Nullable Session session;

  private Stash(@Nullable Session session) {
    this.session = session;
  }

  /** Runs a command and ends the process; some of the services' threads would keep it alive. */
  public static void main(String[] arguments) {
    var out = new FileOutputStream(FileDescriptor.out);
    System.exit(
        command(null)
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .execute(arguments));
  }

  /**
   * Returns the command, ready to be executed.
   *
   * @param session what operators' commands work on; {@code null} to find out
   */
  public static CommandLine command(@Nullable Session session) {
    return new CommandLine(new Stash(session))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Stash::run)
        .setParameterExceptionHandler(Stash::misused)
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
  }

  /** Operators' commands work elsewhere than on this machine, but for those on its own services. */
  private static int run(ParseResult parsed) {
    var stash = (Stash) parsed.commandSpec().userObject();
    var here =
        parsed.asCommandLineList().stream()
            .filter(line -> THIS_MACHINE_ONLY.contains(line.getCommandName()))
            .findFirst();
    if (here.isPresent()
        && !stash.environment.equals(LOCAL)
        && !parsed.asCommandLineList().getLast().isUsageHelpRequested()) {
      throw new ParameterException(
          here.get(), here.get().getCommandName() + " runs on this machine only: leave --env out.");
    }
    return new RunLast().execute(parsed);
  }

  /** What is not understood may be a secret that somebody gave as an argument: it is not echoed. */
  private static int misused(ParameterException e, String[] arguments) {
    var line = e.getCommandLine();
    var told =
        e instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : message(e);
    line.getErr().println(told);
    if (!UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
      line.usage(line.getErr());
    }
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String unmatched(UnmatchedArgumentException e) {
    var options =
        e.getUnmatched().stream()
            .filter(argument -> argument.matches("--?[a-z][a-z-]*(=.*)?"))
            .map(option -> option.replaceFirst("=.*", ""))
            .toList();
    return options.isEmpty()
        ? "There are arguments too many."
        : "Unknown: " + String.join(", ", options);
  }

  /** Returns what operators' commands work on; {@code null} when that is to be found out. */
  public @Nullable Session session() {
    return session;
  }

  public String environment() {
    return environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do; --help lists it.");
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
