package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.infra.Rights.Right;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.Arrays;
import java.util.Map;
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
    assertThat(writers(Tables.USAGE_EVENTS)).containsOnly(Function.USAGE, Function.ADMIN);
    assertThat(writers(Tables.USAGE_COUNTERS)).containsOnly(Function.USAGE, Function.ADMIN);
    assertThat(writers(Tables.EXECUTIONS)).containsExactly(Function.PIPELINE);
  }

  @Test
  void operators_write_who_may_do_what_and_of_tenants_the_api_and_a_first_sign_in() {
    assertThat(writers(Tables.TENANTS)).containsExactly(Function.ADMIN);
    assertThat(writers(Tables.USERS))
        .containsExactlyInAnyOrder(Function.API, Function.AUTHORIZER, Function.ADMIN);
    assertThat(writers(Tables.API_KEYS)).containsExactlyInAnyOrder(Function.API, Function.ADMIN);
    assertThat(writers(Tables.KEY_USES)).containsExactly(Function.AUTHORIZER);
  }

  @Test
  void who_serves_a_tenant_reads_its_rows_in_its_session_only() {
    var found = Map.of(Tables.TENANTS, Set.of(Right.GET));
    assertThat(Rights.own(Function.UPLOAD)).isEqualTo(found);
    assertThat(Rights.own(Function.PIPELINE)).isEqualTo(found);
    assertThat(Rights.own(Function.API))
        .isEqualTo(
            Map.of(
                Tables.NAMES, Set.of(Right.PUT),
                Tables.TENANTS, Set.of(Right.GET),
                Tables.DOMAINS, Set.of(Right.PUT),
                Tables.CLAIMS, Set.of(Right.PUT)));
    SessionRole.SERVING.forEach(
        function ->
            Rights.own(function)
                .forEach(
                    (table, rights) ->
                        assertThat(Rights.tables(function).getOrDefault(table, Set.of()))
                            .as(function + " " + table.name())
                            .containsAll(rights)));
    assertThat(Rights.session().keySet())
        .doesNotContain(Tables.NAMES)
        .contains(Tables.DOCUMENTS, Tables.JOBS, Tables.CREDENTIALS);
  }

  @Test
  void names_are_claimed_by_operators_and_by_the_api_for_domains_that_are_proved() {
    assertThat(writers(Tables.NAMES)).containsOnly(Function.API, Function.ADMIN);
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
