package com.stash.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What a service does whose port somebody else was quicker to take. */
class PortsTest {
  @Test
  void any_port_is_looked_for_again_and_a_wanted_one_is_not() {
    var tried = new ArrayList<Integer>();
    var taken =
        Ports.serve(
            0,
            "SQS",
            port -> {
              tried.add(port);
              if (tried.size() < 3) {
                throw new CannotStart("taken");
              }
              return port;
            });
    assertThat(tried).hasSize(3).endsWith(taken);
    int wanted = taken;
    assertThatThrownBy(() -> Ports.serve(wanted, "SQS", PortsTest::refuse))
        .isInstanceOf(CannotStart.class)
        .hasMessage("port " + wanted);
    assertThatThrownBy(() -> Ports.serve(0, "SQS", PortsTest::refuse))
        .isInstanceOf(CannotStart.class);
  }

  private static int refuse(int port) {
    throw new CannotStart("port " + port);
  }
}
