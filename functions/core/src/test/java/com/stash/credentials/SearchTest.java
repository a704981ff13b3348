package com.stash.credentials;

import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.credentials.CredentialScope.Level;
import com.stash.credentials.Search.Step;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.tenancy.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The search against an oracle that reads the rules one by one, over everything there can be. */
class SearchTest {
  private static final Instant NOW = NOON.plusSeconds(60);
  private static final List<Level> NARROW_TO_WIDE =
      List.of(Level.PROCESSOR, Level.CAMPAIGN, Level.TENANT, Level.SYSTEM);

  /** What can be at a place. */
  private enum Kind {
    ABSENT,
    DELETED,
    MARKER,
    ACTIVE,
    ACTIVE_AND_FINAL,
    DISABLED,
    DISABLED_AND_FINAL,
    EXPIRED,
    OVER,
    DISABLED_AND_OVER
  }

  /** What is at a place, and from which tier on it is shared; only the system shares. */
  private record Held(Kind kind, @Nullable Tier sharedFrom) {}

  @Test
  void it_ends_as_the_rules_say_in_every_case() {
    int cases = 0;
    for (var processor : own()) {
      for (var campaign : own()) {
        for (var tenant : own()) {
          for (var system : systems()) {
            for (var tier : Tier.values()) {
              var held = new EnumMap<Level, Held>(Level.class);
              held.put(Level.PROCESSOR, processor);
              held.put(Level.CAMPAIGN, campaign);
              held.put(Level.TENANT, tenant);
              held.put(Level.SYSTEM, system);
              assertThat(summary(search(held, tier)))
                  .as("%s for %s", held, tier)
                  .isEqualTo(expected(held, tier));
              cases++;
            }
          }
        }
      }
    }
    assertThat(cases).isEqualTo(10 * 10 * 10 * 31 * 3);
  }

  @Test
  void what_lies_behind_the_decision_is_not_even_asked_for() {
    var asked = new ArrayList<CredentialScope>();
    var search =
        Search.of(
            NARROW_TO_WIDE.stream().map(SearchTest::place).toList(),
            place -> {
              asked.add(place);
              return credential(place.level(), new Held(Kind.ACTIVE, null));
            },
            Tier.STARTER,
            NOW);
    assertThat(asked).containsExactly(place(Level.PROCESSOR));
    assertThat(search.steps()).extracting(Step::credential).filteredOn(c -> c != null).hasSize(1);
  }

  /** The rules of docs and issue, as text: "level verdict" of the end, or "nothing". */
  private static String expected(Map<Level, Held> held, Tier tier) {
    for (var level : NARROW_TO_WIDE) {
      var there = Objects.requireNonNull(held.get(level));
      if (there.kind() == Kind.ABSENT || there.kind() == Kind.DELETED) {
        continue;
      }
      if (there.kind() == Kind.MARKER) {
        return level + " stopped marker";
      }
      if (level == Level.SYSTEM) {
        var shared = there.sharedFrom();
        if (shared == null || tier.compareTo(shared) < 0) {
          continue;
        }
      }
      return switch (there.kind()) {
        case ACTIVE, ACTIVE_AND_FINAL -> level + " taken active";
        case DISABLED, DISABLED_AND_FINAL, DISABLED_AND_OVER -> level + " stopped disabled";
        default -> level + " stopped expired";
      };
    }
    return "nothing";
  }

  private static Search search(Map<Level, Held> held, Tier tier) {
    return Search.of(
        NARROW_TO_WIDE.stream().map(SearchTest::place).toList(),
        place -> credential(place.level(), Objects.requireNonNull(held.get(place.level()))),
        tier,
        NOW);
  }

  private static String summary(Search search) {
    return search
        .end()
        .map(s -> s.place().level() + " " + s.verdict().wire() + " " + s.reason().wire())
        .orElse("nothing");
  }

  private static List<Held> own() {
    return List.of(Kind.values()).stream().map(kind -> new Held(kind, null)).toList();
  }

  private static List<Held> systems() {
    var all = new ArrayList<Held>();
    for (var kind : Kind.values()) {
      var empty = kind == Kind.ABSENT || kind == Kind.DELETED || kind == Kind.MARKER;
      all.add(new Held(kind, null));
      for (var tier : empty ? new Tier[0] : Tier.values()) {
        all.add(new Held(kind, tier));
      }
    }
    return all;
  }

  private static CredentialScope place(Level level) {
    return new CredentialScope(level, level == Level.SYSTEM ? "" : "x-1");
  }

  private static Optional<Credential> credential(Level level, Held held) {
    var state =
        switch (held.kind()) {
          case ABSENT -> null;
          case DELETED, MARKER -> CredentialState.EMPTY;
          case ACTIVE, ACTIVE_AND_FINAL, OVER -> CredentialState.ACTIVE;
          case DISABLED, DISABLED_AND_FINAL, DISABLED_AND_OVER -> CredentialState.DISABLED;
          case EXPIRED -> CredentialState.EXPIRED;
        };
    return state == null
        ? Optional.empty()
        : Optional.of(
            new Credential(
                place(level),
                "k",
                "openai",
                state,
                switch (held.kind()) {
                  case MARKER, ACTIVE_AND_FINAL, DISABLED_AND_FINAL -> true;
                  default -> false;
                },
                held.sharedFrom(),
                state == CredentialState.EMPTY ? List.of() : List.of(version(held.kind())),
                List.of(),
                stamp()));
  }

  private static ValueVersion version(Kind kind) {
    var over = kind == Kind.OVER || kind == Kind.DISABLED_AND_OVER;
    return new ValueVersion(
        1,
        Stage.CURRENT,
        "f1",
        null,
        NOON,
        stamp().changedBy().actor(),
        over ? NOW : NOW.plus(Duration.ofMillis(1)),
        null,
        new Sealed("d.c2VhbGVk", "key"));
  }
}
