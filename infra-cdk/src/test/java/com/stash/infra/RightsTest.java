package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.infra.Rights.Right;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RightsTest {
  @Test
  void every_table_has_its_line() {
    assertThat(Rights.lines())
        .containsExactlyElementsOf(Tables.ALL.stream().map(TableStatement::name).toList());
  }

  @Test
  void only_an_indexed_table_has_an_index_to_query() {
    for (var function : Function.values()) {
      Rights.tables(function)
          .forEach(
              (table, rights) ->
                  assertThat(table.sparseIndex() != null || !rights.contains(Right.QUERY_INDEX))
                      .as(function + " " + table.name())
                      .isTrue());
    }
  }

  @Test
  void one_function_each_writes_the_books_and_the_log() {
    assertThat(writers(Tables.AUDIT_LOGS)).containsExactly(Function.AUDIT);
    assertThat(writers(Tables.USAGE_EVENTS)).containsExactly(Function.USAGE);
    assertThat(writers(Tables.USAGE_COUNTERS)).containsExactly(Function.USAGE);
    assertThat(writers(Tables.EXECUTIONS)).containsExactly(Function.PIPELINE);
  }

  @Test
  void no_function_writes_who_may_do_what() {
    for (var table : List.of(Tables.TENANTS, Tables.USERS, Tables.API_KEYS)) {
      assertThat(writers(table)).as(table.name()).isEmpty();
    }
  }

  @Test
  void who_seals_secrets_does_not_open_them() {
    for (var function : Function.values()) {
      assertThat(Rights.secrets(function)).as(function.label()).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void names_are_claimed_by_the_api_only_for_domains_that_are_proved() {
    assertThat(writers(Tables.NAMES)).containsExactly(Function.API);
  }

  @Test
  void a_stream_has_at_most_two_readers() {
    for (var table : Tables.ALL) {
      var readers =
          Arrays.stream(Function.values())
              .filter(f -> Functions.streams(f).contains(table))
              .toList();
      assertThat(readers).as(table.name()).hasSizeLessThanOrEqualTo(2);
      assertThat(readers.isEmpty()).as(table.name()).isEqualTo(!table.streamed());
    }
  }

  private static Set<Function> writers(TableStatement table) {
    return Arrays.stream(Function.values())
        .filter(
            f -> {
              var rights = Rights.tables(f).getOrDefault(table, Set.of());
              return rights.contains(Right.PUT) || rights.contains(Right.UPDATE);
            })
        .collect(Collectors.toUnmodifiableSet());
  }
}
