package com.stash.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.domains.AddingDomains;
import com.stash.domains.ChangingDomains;
import com.stash.domains.DnsTxtRecords;
import com.stash.domains.VerifyingDomains;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Sha256;
import com.stash.local.fixtures.AtOnce;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.local.fixtures.NameServer;
import com.stash.tenancy.Domain;
import com.stash.tenancy.DomainState;
import com.stash.tenancy.HostName;
import com.stash.tenancy.Tier;
import com.stash.transactions.IdempotencyKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host names of tenants' own: wished for by anybody, owned by who proves them. */
class DomainsTest {
  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static Givens given;
  private static NameServer dns;

  private final String slug = "domains" + TENANTS.incrementAndGet();
  private final GivenTenant acme = given().tenant(slug);
  private final String host = slug + ".example.com";

  @BeforeAll
  static void start() {
    given = Givens.start();
    dns = NameServer.start();
  }

  @AfterAll
  static void stop() {
    dns.close();
    given.close();
  }

  private static Givens given() {
    return given;
  }

  @Test
  void a_host_name_belongs_to_nobody_until_the_dns_proves_it() {
    var pending = adding().add(acme.scope(), host, null).orThrow();
    assertThat(pending.state()).isEqualTo(DomainState.PENDING);
    assertThat(verify(acme, pending)).isEqualTo("not_proved");
    assertThat(owner(host)).isEmpty();
    dns.says(pending.challenge(), "some other text");
    assertThat(verify(acme, pending)).isEqualTo("not_proved");
    dns.says(pending.challenge(), pending.verificationToken());
    assertThat(verify(acme, pending)).isEqualTo("done");
    given.clock().passes(Duration.ofSeconds(5));
    assertThat(owner(host)).contains(acme.id());
  }

  @Test
  void a_wish_of_another_tenant_blocks_nobody_and_one_of_two_wins() throws Exception {
    var globex = given.tenant("other" + slug);
    var ours = adding().add(acme.scope(), host, null).orThrow();
    var theirs = adding().add(globex.scope(), host, null).orThrow();
    assertThat(ours.verificationToken()).isNotEqualTo(theirs.verificationToken());
    dns.says(ours.challenge(), ours.verificationToken());
    assertThat(verify(globex, theirs)).isEqualTo("not_proved");
    VerifyingDomains both =
        new VerifyingDomains(
            given.stores().domains(),
            given.stores().transactions(),
            (label, name) -> java.util.Set.of(ours.verificationToken(), theirs.verificationToken()),
            given.clock());
    var outcomes =
        AtOnce.on(
            2,
            n ->
                n == 0
                    ? said(both.verify(acme.scope(), ours.id(), 1, null))
                    : said(both.verify(globex.scope(), theirs.id(), 1, null)));
    assertThat(outcomes).containsExactlyInAnyOrder("done", "host_taken");
  }

  @Test
  void a_revoked_host_name_stops_within_seconds_and_another_can_prove_it() {
    var domain = proved(acme);
    assertThat(owner(host)).contains(acme.id());
    changing().revoke(acme.scope(), domain.id(), domain.version(), null).orThrow();
    given.clock().passes(Duration.ofSeconds(5));
    assertThat(owner(host)).isEmpty();
    var globex = given.tenant("after" + slug);
    assertThat(proved(globex).state()).isEqualTo(DomainState.VERIFIED);
    given.clock().passes(Duration.ofSeconds(5));
    assertThat(owner(host)).contains(globex.id());
    var again = adding().add(acme.scope(), host, null).orThrow();
    assertThat(again.state()).isEqualTo(DomainState.PENDING);
    assertThat(again.verificationToken()).isNotEqualTo(domain.verificationToken());
    dns.says(again.challenge(), again.verificationToken());
    assertThat(verify(acme, again)).isEqualTo("host_taken");
  }

  @Test
  void exactly_one_domain_is_the_first() throws Exception {
    var one = proved(acme);
    var first = changing().makePrimary(acme.scope(), one.id(), one.version(), null).orThrow();
    assertThat(primaries()).containsExactly(host);
    assertThat(said(changing().revoke(acme.scope(), first.id(), first.version(), null)))
        .isEqualTo("domain_in_use");
    var subdomain =
        given
            .stores()
            .domains()
            .find(acme.scope(), Domain.idOf(new HostName(slug + ".stash.test")))
            .orElseThrow();
    assertThat(said(changing().revoke(acme.scope(), subdomain.id(), subdomain.version(), null)))
        .isEqualTo("domain_in_use");
    assertThat(
            said(
                changing()
                    .makePrimary(acme.scope(), subdomain.id(), subdomain.version() - 1, null)))
        .isEqualTo("stale_version");
    AtOnce.on(
        4,
        _ -> said(changing().makePrimary(acme.scope(), subdomain.id(), subdomain.version(), null)));
    assertThat(primaries()).containsExactly(slug + ".stash.test");
  }

  @Test
  void a_pending_domain_is_not_made_the_first() {
    var pending = adding().add(acme.scope(), host, null).orThrow();
    assertThat(said(changing().makePrimary(acme.scope(), pending.id(), 1, null)))
        .isEqualTo("wrong_state");
    assertThat(primaries()).containsExactly(slug + ".stash.test");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "stash.test",
        "acme.stash.test",
        "a.b.stash.test",
        "x.localhost",
        "intranet",
        "192.0.2.1",
        "2130706433",
        "1.2.3.0x7f",
        "::1",
        "[::1]",
        "a.example:443",
        "http://a.example",
        "a..example",
        "-a.example",
        "a_b.example",
        " a.example",
        "a.example/x",
        "stash.test.",
        ""
      })
  void what_is_no_host_name_of_a_tenant_is_refused(String typed) {
    assertThat(said(adding().add(acme.scope(), typed, null))).isEqualTo("invalid_request");
  }

  @Test
  void a_name_in_another_script_is_one_name_and_a_mixture_is_shown_as_it_is_in_the_dns() {
    var one = adding().add(acme.scope(), "Bücher." + host, null).orThrow();
    assertThat(one.host().value()).isEqualTo("xn--bcher-kva." + host);
    assertThat(one.host().display()).isEqualTo("bücher." + host);
    var mixed = adding().add(acme.scope(), "p\u0430ypal." + host, null).orThrow();
    assertThat(mixed.host().display()).startsWith("xn--");
    assertThat(adding().add(acme.scope(), "BÜCHER." + host + ".", null).orThrow()).isEqualTo(one);
  }

  @Test
  void a_tier_without_the_feature_has_no_domains_of_its_own() {
    var small = given.tenant("small" + slug, Tier.STARTER);
    assertThat(said(adding().add(small.scope(), host, null))).isEqualTo("feature_missing");
  }

  @Test
  void a_repeat_with_the_same_key_is_the_same_domain_and_with_another_body_none() {
    var key = new IdempotencyKey("addDomain", "k", Sha256.of("body"));
    var first = adding().add(acme.scope(), host, key).orThrow();
    assertThat(adding().add(acme.scope(), host, key).orThrow()).isEqualTo(first);
    var other = new IdempotencyKey("addDomain", "k", Sha256.of("other"));
    assertThat(said(adding().add(acme.scope(), "other." + host, other)))
        .isEqualTo("idempotency_key_reused");
  }

  @Test
  void a_tenant_has_a_bounded_number_of_domains() {
    for (int i = 0; i < 49; i++) {
      adding().add(acme.scope(), "n" + i + "." + host, null).orThrow();
    }
    assertThat(said(adding().add(acme.scope(), "more." + host, null)))
        .isEqualTo("too_many_domains");
  }

  @Test
  void a_dns_that_does_not_answer_is_no_proof_and_no_refusal_for_good() {
    var pending = adding().add(acme.scope(), host, null).orThrow();
    var silent = verifying(DnsTxtRecords.of("127.0.0.1", 9));
    assertThat(said(silent.verify(acme.scope(), pending.id(), 1, null)))
        .isEqualTo("dns_unreachable");
  }

  private Domain proved(GivenTenant tenant) {
    var pending = adding().add(tenant.scope(), host, null).orThrow();
    dns.says(pending.challenge(), pending.verificationToken());
    return verifying(DnsTxtRecords.of("127.0.0.1", dns.port()))
        .verify(tenant.scope(), pending.id(), pending.version(), null)
        .orThrow();
  }

  private List<String> primaries() {
    return given.stores().domains().list(acme.scope(), Page.Request.first(50)).items().stream()
        .filter(Domain::primary)
        .map(domain -> domain.host().value())
        .toList();
  }

  private static java.util.Optional<com.stash.tenancy.TenantId> owner(String host) {
    return given.stores().tenants().owner(new HostName(host));
  }

  private static String verify(GivenTenant tenant, Domain domain) {
    return said(
        verifying(DnsTxtRecords.of("127.0.0.1", dns.port()))
            .verify(tenant.scope(), domain.id(), domain.version(), null));
  }

  private static String said(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(var refusal) ? refusal.code() : "done";
  }

  private static AddingDomains adding() {
    return new AddingDomains(
        given.stores().tenants(),
        given.stores().domains(),
        given.stores().transactions(),
        given.backend().hosts(),
        given.ids(),
        given.clock());
  }

  private static VerifyingDomains verifying(com.stash.domains.TxtRecords records) {
    return new VerifyingDomains(
        given.stores().domains(), given.stores().transactions(), records, given.clock());
  }

  private static ChangingDomains changing() {
    return new ChangingDomains(
        given.stores().domains(), given.stores().transactions(), given.clock());
  }
}
