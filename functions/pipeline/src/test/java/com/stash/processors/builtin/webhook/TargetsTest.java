package com.stash.processors.builtin.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.Outcome;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a webhook may go, deployed and on this machine. */
class TargetsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "2130706433",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a9fe:a9fe]",
        "[fe80::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fec0::1]",
        "[ff02::1]",
        "[2001::1]",
        "[2001:db8::1]",
        "[2002:a9fe:a9fe::1]"
      })
  void an_address_that_is_not_public_is_refused(String host) throws Exception {
    assertThat(refusal(Targets.deployed(), "https://" + host + "/hook")).contains("not public");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "[2606:4700:4700::1111]"})
  void a_public_address_is_taken(String host) throws Exception {
    assertThat(Targets.deployed().check("https://" + host + ":8443/hook"))
        .isEqualTo(Outcome.done(URI.create("https://" + host + ":8443/hook")));
  }

  @Test
  void a_name_is_refused_when_one_of_its_addresses_is_not_public() throws Exception {
    var targets =
        new Targets(false, _ -> new InetAddress[] {literal("1.1.1.1"), literal("10.0.0.1")});
    assertThat(refusal(targets, "https://example.com/")).contains("not public");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "https:///path",
        "https:example.com",
        "https://user:pass@example.com/",
        "https://exa mple.com/",
        "//example.com/",
        "example.com",
        ""
      })
  void what_is_no_https_address_is_refused_before_a_name_is_looked_up(String url) throws Exception {
    var targets =
        new Targets(
            false,
            _ -> {
              throw new AssertionError("it looked the name up");
            });
    assertThat(refusal(targets, url)).contains("url");
  }

  @Test
  void on_this_machine_its_own_addresses_are_taken_and_no_other_private_ones() throws Exception {
    assertThat(Targets.local().check("http://127.0.0.1:9999/")).isInstanceOf(Outcome.Done.class);
    assertThat(Targets.local().check("https://[::1]/")).isInstanceOf(Outcome.Done.class);
    assertThat(refusal(Targets.local(), "https://169.254.169.254/")).contains("not public");
    assertThat(refusal(Targets.local(), "http://10.0.0.1/")).contains("not public");
    assertThat(refusal(Targets.local(), "http://1.1.1.1/")).contains("https://");
  }

  @Test
  void a_name_that_nobody_knows_is_a_failure_of_the_network() {
    var targets =
        new Targets(
            false,
            host -> {
              throw new UnknownHostException(host);
            });
    assertThatThrownBy(() -> targets.check("https://nowhere.invalid/"))
        .isInstanceOf(UnknownHostException.class);
  }

  private static String refusal(Targets targets, String url) throws UnknownHostException {
    return switch (targets.check(url)) {
      case Outcome.Refused<URI>(var refusal) -> {
        assertThat(refusal.code()).isEqualTo("webhook_target_refused");
        yield refusal.message();
      }
      case Outcome.Done<URI> done -> throw new AssertionError("taken: " + done);
    };
  }

  private static InetAddress literal(String text) {
    return InetAddress.ofLiteral(text);
  }
}
