package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.stash.store.TableStatement;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the functions may do with tables is what they were seen doing. */
class RecordedCallsTest {
  @Test
  void each_right_was_used_and_nothing_was_done_without_one() {
    var allowed = new TreeSet<String>();
    for (var function : Function.values()) {
      Rights.tables(function)
          .forEach(
              (table, rights) ->
                  rights.forEach(right -> allowed.add(line(function, right, table))));
    }
    assertThat(allowed).isEqualTo(RecordedCalls.made(line -> line.contains(" dynamodb:")));
  }

  @Test
  void the_record_is_that_of_this_build() {
    var fresh = RecordedCalls.fresh();
    assumeTrue(fresh.isPresent(), "not all of local's tests were run");
    var seen = new TreeSet<>(fresh.orElseThrow());
    seen.removeAll(RecordedCalls.reasoned());
    assertThat(seen)
        .as(
            "The functions call something else than before. Look at it, then change Rights and"
                + " cp local/target/recorded-calls.txt infra-cdk/src/test/resources/")
        .isEqualTo(RecordedCalls.recorded());
  }

  @Test
  void what_is_recorded_needs_no_reason() {
    assertThat(RecordedCalls.recorded())
        .hasSizeGreaterThan(100)
        .doesNotContainAnyElementsOf(RecordedCalls.reasoned());
  }

  private static String line(Function function, Rights.Right right, TableStatement table) {
    var index = right == Rights.Right.QUERY_INDEX ? "/index" : "";
    return function.label() + " " + right.action + " " + table.name() + index;
  }
}
