package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.store.TableStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What the functions may do with tables is what they were seen doing in the whole run of {@code
 * local}'s tests, each call counted for the handler on its stack; {@code recorded-calls.txt} says
 * when. A right more or less than that fails.
 */
class RecordedCallsTest {
  @Test
  void each_right_was_used_and_nothing_was_done_without_one() throws IOException {
    var recorded = new TreeSet<String>();
    for (var line : Files.readAllLines(Path.of("src/test/resources/recorded-calls.txt"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        recorded.add(line);
      }
    }
    var allowed = new TreeSet<String>();
    for (var function : Function.values()) {
      Rights.tables(function)
          .forEach(
              (table, rights) ->
                  rights.forEach(right -> allowed.add(line(function, right, table))));
    }
    assertThat(recorded).hasSizeGreaterThan(40);
    assertThat(allowed).isEqualTo(recorded);
  }

  private static String line(Function function, Rights.Right right, TableStatement table) {
    var index = right == Rights.Right.QUERY_INDEX ? "/index" : "";
    var operation = right.action.substring("dynamodb:".length());
    return function.label() + " " + operation + " " + table.name() + index;
  }
}
