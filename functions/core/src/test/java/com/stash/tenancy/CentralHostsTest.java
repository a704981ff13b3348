package com.stash.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CentralHostsTest {
  private final CentralHosts central =
      new CentralHosts(
          Set.of(new HostName("localhost"), new HostName("api.stash.example")),
          new HostName("stash.test"));

  @Test
  void central_names_and_the_base_domain_are_the_platform_s() {
    assertThat(central.contains(new HostName("localhost"))).isTrue();
    assertThat(central.contains(new HostName("stash.test"))).isTrue();
    assertThat(central.contains(new HostName("acme.stash.test"))).isFalse();
  }

  @Test
  void what_lies_below_a_central_name_is_the_platform_s_to_give() {
    assertThat(central.owns(new HostName("localhost"))).isTrue();
    assertThat(central.owns(new HostName("stash.test"))).isTrue();
    assertThat(central.owns(new HostName("acme.stash.test"))).isTrue();
    assertThat(central.owns(new HostName("a.b.stash.test"))).isTrue();
    assertThat(central.owns(new HostName("evil.api.stash.example"))).isTrue();
  }

  @Test
  void a_name_that_only_looks_like_it_is_not() {
    assertThat(central.owns(new HostName("notstash.test"))).isFalse();
    assertThat(central.owns(new HostName("stash.test.example"))).isFalse();
    assertThat(central.owns(new HostName("documents.acme.example"))).isFalse();
  }

  @Test
  void a_tenant_s_subdomain_is_its_slug_below_the_base_domain() {
    assertThat(central.subdomain(new Slug("acme"))).hasToString("acme.stash.test");
  }
}
