package com.stash.local.commands;

import com.stash.credentials.Secret;
import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A secret value, from a file or from standard input; never an argument, which others can see. */
final class GivenValue {
  private static final int MOST_BYTES = 128 << 10;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file that holds the value (default: standard input).")
  private @Nullable Path file;

  boolean isInput() {
    return file == null;
  }

  /** Returns the value without the end of its last line. */
  Secret read(Operator operator) {
    var bytes =
        file == null
            ? operator.session().input().getBytes(StandardCharsets.UTF_8)
            : fromFile(operator.path(file));
    int length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\n') {
      length--;
    }
    if (length > 0 && bytes[length - 1] == '\r') {
      length--;
    }
    var value = Arrays.copyOf(bytes, length);
    Arrays.fill(bytes, (byte) 0);
    return new Secret(value);
  }

  /** More than a value may have is not read: it is refused in the same way as just too much. */
  private static byte[] fromFile(Path path) {
    try (var in = Files.newInputStream(path)) {
      return in.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw new CannotStart(
          "%s cannot be read: give the file that holds the value.".formatted(path));
    }
  }
}
