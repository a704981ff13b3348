package com.stash.local.operator;

import com.stash.local.Stash;
import com.stash.local.aws.CannotStart;
import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command of an operator. It runs where the data is: in the server that holds the data folder,
 * else in this process with the embedded services, else - with {@code --env} - against a deployed
 * environment with the operator's own AWS credentials.
 */
public abstract class OperatorCommand implements Callable<Integer> {
  private static final int MOST_INPUT = 128 << 10;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      defaultValue = ".stash",
      description = "The data folder of this machine (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of(".stash");

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** Does the work and returns the exit code. */
  protected abstract int run(Operator operator) throws Exception;

  /** Whether the command makes sense on a folder that holds nothing yet. */
  protected boolean beginsFolder() {
    return false;
  }

  /** Whether the command reads its standard input. */
  protected boolean readsInput() {
    return false;
  }

  @Override
  public final Integer call() throws Exception {
    var stash = (Stash) spec.root().userObject();
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    var here = stash.session();
    if (here != null) {
      return run(new Operator(here, out, err, json));
    }
    if (!stash.environment().equals(Stash.LOCAL)) {
      return run(new Operator(DeployedSession.open(stash.environment(), input()), out, err, json));
    }
    var running = OperatorClient.find(data);
    if (running.isPresent()) {
      return running.get().run(arguments(), input(), out, err);
    }
    if (!beginsFolder() && !Files.isDirectory(data.resolve("dynamodb"))) {
      throw new CannotStart(
          data + " is no data folder: say which with --data, or begin one with tenants create.");
    }
    try (var embedded = EmbeddedSession.open(data, input())) {
      return run(new Operator(embedded.session(), out, err, json));
    }
  }

  private List<String> arguments() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  /** Asks for what is to be read, without showing it, when a person sits there. */
  private String input() throws IOException {
    if (!readsInput()) {
      return "";
    }
    var person = Optional.ofNullable(System.console()).filter(Console::isTerminal);
    if (person.isPresent()) {
      var typed = person.get().readPassword("Value (it is not shown): ");
      return typed == null ? "" : new String(typed);
    }
    return decoded(System.in.readNBytes(MOST_INPUT + 1));
  }

  /** Returns input as text; throws when it would not be the same text again. */
  static String decoded(byte[] input) {
    if (input.length > MOST_INPUT) {
      throw new CannotStart("Standard input holds more than 128 KiB: a value has at most 64 KiB.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(input)).toString();
    } catch (CharacterCodingException e) {
      throw new CannotStart("Standard input is not UTF-8 text: give other bytes with --file.");
    }
  }
}
