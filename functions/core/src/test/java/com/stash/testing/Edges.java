package com.stash.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.State;
import java.util.ArrayList;
import java.util.List;

/** Holds a state machine against the literal list of its legal edges, pair by pair. */
public final class Edges {
  private Edges() {}

  /**
   * Asserts that the machine has exactly these edges: each as {@code "from -> to"}, with several
   * ends by {@code |}; and that every other of the n × n pairs is refused by name.
   */
  public static <S extends Enum<S> & State<S>> void assertExactly(
      Class<S> machine, String... edges) {
    var legal = new ArrayList<String>();
    for (var edge : edges) {
      var ends = edge.split(" -> ", 2);
      for (var to : ends[1].split(" \\| ", -1)) {
        legal.add(ends[0] + " -> " + to);
      }
    }
    var found = new ArrayList<String>();
    for (var from : machine.getEnumConstants()) {
      for (var to : machine.getEnumConstants()) {
        if (from.mayBecome(to)) {
          found.add(from.wire() + " -> " + to.wire());
          assertThat(from.become(to)).isSameAs(to);
        } else {
          assertThatThrownBy(() -> from.become(to))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("no way from " + from.wire() + " to " + to.wire());
        }
      }
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(legal);
  }

  /** Asserts the names of all states, in their order. */
  public static <S extends Enum<S> & State<S>> void assertStates(
      Class<S> machine, String... names) {
    assertThat(List.of(machine.getEnumConstants()).stream().map(State::wire))
        .containsExactly(names);
  }
}
