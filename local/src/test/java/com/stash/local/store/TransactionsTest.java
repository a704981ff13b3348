package com.stash.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.Stamp;
import com.stash.local.fixtures.AtOnce;
import com.stash.local.fixtures.Givens;
import com.stash.store.Tables;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.NameKind;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Change.Require;
import com.stash.transactions.Change.TakeName;
import com.stash.transactions.Claim;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict.Clashed;
import com.stash.transactions.Verdict.Committed;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TransactionsTest {
  private static Givens given;
  private static Transactions transactions;
  private final TenantScope acme = scope();
  private final TenantScope globex = scope();

  @BeforeAll
  static void start() {
    given = Givens.start();
    transactions = given.stores().transactions();
  }

  @AfterAll
  static void stop() {
    given.close();
  }

  @Test
  void an_item_is_created_once_and_the_one_there_is_given_back() {
    var first = claim("k", "first", created());
    assertThat(transactions.commit(acme, new Create(first))).isEqualTo(new Committed());
    var second = new Create(claim("k", "second", created()));
    assertThat(transactions.commit(acme, second)).isEqualTo(new Clashed(second, first));
    assertThat(stored("k")).isEqualTo(first);
  }

  @Test
  void within_a_transaction_the_first_clash_and_the_item_there_are_given_back() {
    var first = claim("k", "first", created());
    transactions.commit(acme, new Create(first)).orThrow();
    var other = new Create(claim("other", "x", created()));
    var second = new Create(claim("k", "second", created()));
    assertThat(transactions.commit(acme, other, second)).isEqualTo(new Clashed(second, first));
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void the_same_key_of_two_tenants_is_two_items() {
    transactions.commit(acme, new Create(claim("k", "acme", created()))).orThrow();
    transactions.commit(globex, new Create(claim("k", "globex", created()))).orThrow();
    assertThat(stored("k").owner()).isEqualTo("acme");
  }

  @Test
  void the_next_version_replaces_the_one_before() {
    var first = claim("k", "first", created());
    transactions.commit(acme, new Create(first)).orThrow();
    var second = claim("k", "second", next(first));
    assertThat(transactions.commit(acme, new Replace(second))).isEqualTo(new Committed());
    assertThat(stored("k")).isEqualTo(second);
  }

  @Test
  void a_stale_version_replaces_nothing_and_the_newer_one_is_given_back() {
    var first = claim("k", "first", created());
    var second = claim("k", "second", next(first));
    transactions.commit(acme, new Create(first)).orThrow();
    transactions.commit(acme, new Replace(second)).orThrow();
    var stale = new Replace(claim("k", "stale", next(first)));
    assertThat(transactions.commit(acme, stale)).isEqualTo(new Clashed(stale, second));
    var early = new Replace(claim("k", "early", next(claim("k", "", next(second)))));
    assertThat(transactions.commit(acme, early)).isEqualTo(new Clashed(early, second));
    assertThat(stored("k")).isEqualTo(second);
  }

  @Test
  void what_is_not_there_is_not_replaced() {
    var change = new Replace(claim("k", "x", next(claim("k", "x", created()))));
    assertThat(transactions.commit(acme, change)).isEqualTo(new Clashed(change, null));
    assertThat(rows()).isZero();
  }

  @Test
  void a_foreign_item_is_not_replaced() {
    var first = claim("k", "acme", created());
    transactions.commit(acme, new Create(first)).orThrow();
    var change = new Replace(claim("k", "stolen", next(first)));
    assertThat(transactions.commit(globex, change)).isEqualTo(new Clashed(change, null));
    assertThat(stored("k")).isEqualTo(first);
  }

  @Test
  void a_required_version_lets_the_others_happen() {
    var first = claim("k", "first", created());
    transactions.commit(acme, new Create(first)).orThrow();
    var other = new Create(claim("other", "x", created()));
    assertThat(transactions.commit(acme, other, new Require(first))).isEqualTo(new Committed());
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void nothing_happens_when_a_required_version_is_not_there() {
    var first = claim("k", "first", created());
    var second = claim("k", "second", next(first));
    transactions.commit(acme, new Create(first)).orThrow();
    var require = new Require(second);
    var other = new Create(claim("other", "x", created()));
    assertThat(transactions.commit(acme, other, require)).isEqualTo(new Clashed(require, first));
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void a_lone_requirement_holds_or_clashes() {
    var first = claim("k", "first", created());
    transactions.commit(acme, new Create(first)).orThrow();
    assertThat(transactions.commit(acme, new Require(first))).isEqualTo(new Committed());
    var require = new Require(claim("k", "second", next(first)));
    assertThat(transactions.commit(acme, require)).isEqualTo(new Clashed(require, first));
  }

  @Test
  void a_name_is_taken_once_on_the_whole_platform() {
    var name = "n" + given.ids().ulid().toLowerCase(java.util.Locale.ROOT);
    var take = new TakeName(NameKind.SLUG, name, given.clock().instant());
    assertThat(transactions.commit(acme, take)).isEqualTo(new Committed());
    assertThat(transactions.commit(globex, take)).isEqualTo(new Clashed(take, null));
    assertThat(given.stores().tenants().owner(new Slug(name))).contains(acme.tenant());
    var host = new TakeName(NameKind.HOST, name, given.clock().instant());
    assertThat(transactions.commit(globex, host)).isEqualTo(new Committed());
  }

  @Test
  void a_taken_name_keeps_all_else_from_happening() {
    var name = "n" + given.ids().ulid().toLowerCase(java.util.Locale.ROOT);
    transactions.commit(acme, new TakeName(NameKind.SLUG, name, given.clock().instant())).orThrow();
    var free = "m" + name;
    var verdict =
        transactions.commit(
            globex,
            new TakeName(NameKind.SLUG, free, given.clock().instant()),
            new Create(claim("k", "x", created())),
            new TakeName(NameKind.SLUG, name, given.clock().instant()));
    assertThat(verdict)
        .isEqualTo(new Clashed(new TakeName(NameKind.SLUG, name, given.clock().instant()), null));
    assertThat(given.stores().tenants().owner(new Slug(free))).isEmpty();
    assertThat(Rows.of(given, Tables.CLAIMS, globex.tenant())).isEmpty();
  }

  @Test
  void a_repeat_after_a_lost_reply_counts_as_committed() {
    var first = claim("k", "first", created());
    var create = new Create(first);
    transactions.commit(acme, create).orThrow();
    assertThat(transactions.commit(acme, create)).isEqualTo(new Committed());

    var name = "n" + given.ids().ulid().toLowerCase(java.util.Locale.ROOT);
    var together =
        List.<Change>of(
            new Replace(claim("k", "second", next(first))),
            new Create(claim("other", "x", created())),
            new TakeName(NameKind.SLUG, name, given.clock().instant()));
    assertThat(transactions.commit(acme, together)).isEqualTo(new Committed());
    assertThat(transactions.commit(acme, together)).isEqualTo(new Committed());
    assertThat(transactions.commit(acme, List.of(together.getFirst()))).isEqualTo(new Committed());
    assertThat(stored("k").version()).isEqualTo(2);
  }

  @Test
  void half_of_it_repeated_does_not_count() {
    var first = new Create(claim("a", "x", created()));
    transactions.commit(acme, first).orThrow();
    var verdict = transactions.commit(acme, first, new Create(claim("b", "x", created())));
    assertThat(verdict).isEqualTo(new Clashed(first, first.entity()));
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void a_hundred_changes_happen_together_and_more_or_none_are_refused() {
    var changes =
        IntStream.range(0, 101)
            .<Change>mapToObj(i -> new Create(claim("k" + i, "x", created())))
            .toList();
    assertThat(transactions.commit(acme, changes.subList(0, 100))).isEqualTo(new Committed());
    assertThat(rows()).isEqualTo(100);
    assertThatThrownBy(() -> transactions.commit(acme, changes))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> transactions.commit(acme, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void of_eight_at_once_one_replaces() throws Exception {
    var first = claim("k", "first", created());
    transactions.commit(acme, new Create(first)).orThrow();
    var verdicts =
        AtOnce.on(
            8,
            i ->
                transactions.commit(
                    acme,
                    new Replace(claim("k", "by " + i, next(first))),
                    new Create(claim("o" + i, "x", created()))));
    assertThat(verdicts).filteredOn(Committed.class::isInstance).hasSize(1);
    assertThat(rows()).isEqualTo(2);
    assertThat(stored("k").version()).isEqualTo(2);
  }

  private static TenantScope scope() {
    return given.scope(new TenantId(given.ids().ulid()));
  }

  private Claim stored(String key) {
    var probe = new Create(claim(key, "probe " + given.ids().ulid(), created()));
    var verdict = transactions.commit(acme, probe);
    assertThat(verdict).isInstanceOf(Clashed.class);
    return (Claim) java.util.Objects.requireNonNull(((Clashed) verdict).existing());
  }

  private int rows() {
    return Rows.of(given, Tables.CLAIMS, acme.tenant()).size();
  }

  private Stamp created() {
    return acme.created(given.clock().instant());
  }

  private Stamp next(Claim before) {
    return acme.changed(before.stamp(), given.clock().instant().plus(Duration.ofSeconds(1)));
  }

  private static Claim claim(String key, String owner, Stamp stamp) {
    return new Claim(key, owner, null, null, stamp);
  }
}
