package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.documents.DocumentState;
import com.stash.documents.JobState;
import com.stash.kernel.Json;
import com.stash.kernel.Origin;
import com.stash.kernel.Page;
import com.stash.kernel.RowChange;
import com.stash.pipeline.DispatchingJobs;
import com.stash.pipeline.ExecutionState;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import com.stash.tenancy.Gate;
import com.stash.tenancy.HostName;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.usage.DerivingUsage;
import com.stash.usage.Prices;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An event passes a filter if and only if the function would do something with it. */
class FiltersTest {
  private static final String TENANT = IsolationCases.OWN;
  private static final String KEY =
      "01KAT0000000000000CAMPA1GN#01KAT000000000000000D0CMNT#01KAT00000000000000000J0B1#step#0001";

  private final DispatchingJobs dispatching = new DispatchingJobs(Clock.systemUTC());
  private final DerivingUsage usage = new DerivingUsage(Prices.CURRENT);
  private final TenantScope scope =
      new Gate(new NoTenants()).forCaller(new TenantId(TENANT), Origin.system("test", "request"));

  @Test
  void dispatch_is_woken_for_jobs_that_wait() throws IOException {
    for (var before : orNone(JobState.values())) {
      for (var after : orNone(JobState.values())) {
        var change = change(Tables.JOBS, before, after);
        assertThat(passes(EventSources.DISPATCH, change))
            .as(before + " to " + after)
            .isEqualTo(dispatching.message(change).isPresent());
      }
    }
  }

  @Test
  void usage_is_woken_for_what_it_books() throws IOException {
    assertUsage(Tables.DOCUMENTS, orNone(DocumentState.values()));
    assertUsage(Tables.EXECUTIONS, orNone(ExecutionState.values()));
    assertUsage(Tables.CREDIT_GRANTS, List.of("", "given"));
  }

  private void assertUsage(TableStatement table, List<String> states) throws IOException {
    for (var before : states) {
      for (var after : states) {
        if (!before.isEmpty() || !after.isEmpty()) {
          var change = change(table, before, after);
          var used = usage.events(scope, change);
          assertThat(passes(EventSources.USAGE.getOrDefault(table, List.of()), change))
              .as(table.name() + ": " + before + " to " + after)
              .isEqualTo(!used.isEmpty());
        }
      }
    }
  }

  /** A stream's record brings its own tenant; nothing is looked up. */
  private static final class NoTenants implements TenantDirectory {
    @Override
    public Optional<Tenant> find(TenantId id) {
      throw new AssertionError("looked up " + id);
    }

    @Override
    public Optional<TenantId> owner(HostName host) {
      throw new AssertionError("looked up " + host);
    }

    @Override
    public Optional<TenantId> owner(Slug slug) {
      throw new AssertionError("looked up " + slug);
    }

    @Override
    public Page<TenantId> list(Page.Request request) {
      throw new AssertionError("listed tenants");
    }
  }

  private static RowChange change(TableStatement table, String before, String after) {
    var key = table.equals(Tables.JOBS) ? KEY.substring(0, 80) : KEY;
    return new RowChange(table.name(), TENANT, key, image(before), image(after));
  }

  private static @Nullable JsonNode image(String state) {
    return state.isEmpty()
        ? null
        : Json.object()
            .put("state", state)
            .put("nextAttemptAt", "2026-11-24T06:00:00Z")
            .put("createdAt", "2026-11-24T06:00:00Z")
            .put("updatedAt", "2026-11-24T06:00:00Z");
  }

  /** The record as the stream gives it, as far as the filters look. */
  private static boolean passes(List<String> filters, RowChange change) throws IOException {
    var streamed = Json.object();
    streamed.put(
        "eventName",
        change.before() == null ? "INSERT" : change.after() == null ? "REMOVE" : "MODIFY");
    var data = streamed.putObject("dynamodb");
    typed(data, "OldImage", change.before());
    typed(data, "NewImage", change.after());
    for (var filter : filters) {
      if (matches(Json.MAPPER.readTree(filter), streamed)) {
        return true;
      }
    }
    return false;
  }

  private static void typed(ObjectNode data, String name, @Nullable JsonNode image) {
    if (image != null) {
      data.putObject(name).putObject("state").put("S", image.path("state").asText());
    }
  }

  /** Lambda's filter rules, as far as ours use them. */
  private static boolean matches(JsonNode pattern, JsonNode event) {
    for (var member : pattern.properties()) {
      var value = event.path(member.getKey());
      var wanted = member.getValue();
      if (wanted.isObject() ? !matches(wanted, value) : !any(wanted, value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean any(JsonNode wanted, JsonNode value) {
    assertThat(wanted.isArray()).isTrue();
    return wanted
        .valueStream()
        .anyMatch(
            one -> {
              if (one.isTextual()) {
                return one.equals(value);
              }
              assertThat(one.properties()).extracting(e -> e.getKey()).containsOnly("anything-but");
              return value.isTextual()
                  && one.path("anything-but").valueStream().noneMatch(value::equals);
            });
  }

  private static List<String> orNone(Enum<?>[] states) {
    return Stream.concat(
            Stream.of(""),
            Arrays.stream(states).map(state -> state.name().toLowerCase(Locale.ROOT)))
        .toList();
  }
}
