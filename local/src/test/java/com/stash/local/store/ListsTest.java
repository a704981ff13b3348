package com.stash.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.documents.DocumentId;
import com.stash.documents.Job;
import com.stash.documents.JobError;
import com.stash.documents.JobId;
import com.stash.documents.Reason;
import com.stash.documents.Totals;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Page;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages, cursors and the sparse indexes. */
class ListsTest {
  private static Givens given;
  private @Nullable GivenTenant tenant;

  @BeforeAll
  static void start() {
    given = Givens.start();
  }

  @AfterAll
  static void stop() {
    given.close();
  }

  @BeforeEach
  void tenant(TestInfo test) {
    tenant = given.tenant("t" + Integer.toHexString(test.getDisplayName().hashCode()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 100})
  void pages_together_hold_each_document_once_the_newest_first(int limit) {
    var acme = acme();
    var campaign = acme.campaign("invoices");
    var other = acme.campaign("receipts");
    var made = new ArrayList<DocumentId>();
    for (int i = 0; i < 5; i++) {
      made.add(acme.announces(campaign, i + ".txt", new byte[] {1}).document().id());
      acme.announces(other, i + ".txt", new byte[] {1});
    }
    var found = new ArrayList<DocumentId>();
    var request = Page.Request.first(limit);
    for (int pages = 0; pages < 7; pages++) {
      var page = given.stores().documents().list(acme.scope(), campaign.id(), request);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      page.items().forEach(document -> found.add(document.id()));
      if (page.next().isEmpty()) {
        break;
      }
      request = new Page.Request(limit, page.next().get());
    }
    assertThat(found).containsExactlyElementsOf(made.reversed());
  }

  @Test
  void a_document_is_awaited_from_its_announcement_until_it_comes_or_expires() {
    var acme = acme();
    var campaign = acme.campaign("invoices");
    var documents = given.stores().documents();
    var first = acme.announces(campaign, "1.txt", new byte[] {1}).document();
    given.clock().passes(Duration.ofSeconds(1));
    var second = acme.announces(campaign, "2.txt", new byte[] {1}).document();
    given.clock().passes(Duration.ofSeconds(1));
    var third = acme.announces(campaign, "3.txt", new byte[] {1}).document();
    assertThat(documents.awaited(acme.scope(), 9))
        .containsExactly(first.id(), second.id(), third.id());
    assertThat(documents.awaited(acme.scope(), 2)).containsExactly(first.id(), second.id());

    acme.sends(second.object(), new byte[] {1});
    var stamp = acme.scope().changed(first.stamp(), given.clock().instant());
    var expired = first.expired(new Reason("upload_expired", "Late."), stamp);
    given.stores().transactions().commit(acme.scope(), new Replace(expired)).orThrow();
    acme.drops(campaign, "4.txt", new byte[] {1});
    assertThat(documents.awaited(acme.scope(), 9)).containsExactly(third.id());
  }

  @Test
  void a_job_lives_while_it_waits_or_runs_and_the_oldest_comes_first() {
    var acme = acme();
    var campaign = acme.campaign("invoices");
    var jobs = given.stores().jobs();
    var all = new ArrayList<Job>();
    for (int i = 0; i < 5; i++) {
      all.add(queued(acme, new DocumentId(campaign.id(), given.ids().ulid())));
    }
    var expected = all.stream().map(Job::id).sorted(Comparator.comparing(JobId::value)).toList();
    assertThat(jobs.live(acme.scope(), 9)).containsExactlyElementsOf(expected);
    assertThat(jobs.live(acme.scope(), 2)).containsExactlyElementsOf(expected.subList(0, 2));

    var waiting = all.get(0);
    var running = replace(acme, claimed(acme, all.get(1)));
    var again = claimed(acme, all.get(2));
    replace(acme, again);
    replace(acme, again.requeued(error(), 0, given.clock().instant(), next(acme, again)));
    var done = claimed(acme, all.get(3));
    replace(acme, done);
    replace(acme, done.completed(1, next(acme, done)));
    replace(acme, all.get(4).failed(error(), 0, next(acme, all.get(4))));
    assertThat(jobs.live(acme.scope(), 9))
        .containsExactlyInAnyOrder(waiting.id(), running.id(), again.id());
  }

  @Test
  void all_jobs_of_a_document_are_listed_the_newest_first() {
    var acme = acme();
    var document = new DocumentId(acme.campaign("invoices").id(), given.ids().ulid());
    var first = queued(acme, document);
    var second = queued(acme, document);
    queued(acme, new DocumentId(document.campaign(), given.ids().ulid()));
    var page = given.stores().jobs().list(acme.scope(), document, Page.Request.first(10));
    assertThat(page.items()).containsExactly(second, first);
    assertThat(page.next()).isEmpty();
  }

  @Test
  void all_tenants_are_listed_page_by_page_the_oldest_first() {
    var listed = new ArrayList<com.stash.tenancy.TenantId>();
    var request = Page.Request.first(1);
    while (true) {
      var page = given.stores().tenants().list(request);
      listed.addAll(page.items());
      if (page.next().isEmpty()) {
        break;
      }
      request = new Page.Request(1, page.next().get());
    }
    assertThat(listed).contains(acme().id()).doesNotHaveDuplicates();
    assertThat(listed.stream().map(id -> id.value())).isSorted();
  }

  @Test
  void totals_are_kept_with_the_document() {
    var acme = acme();
    var document = acme.uploads(acme.campaign("invoices"), "a.txt", new byte[] {'a'});
    var processing = document.processing(next(acme, document));
    replace(acme, processing);
    var used = new Totals(5, new com.stash.kernel.MicroCredits(7));
    replace(acme, processing.completed(used, next(acme, processing)));
    assertThat(acme.document(document.id()).totals()).isEqualTo(used);
  }

  private GivenTenant acme() {
    return java.util.Objects.requireNonNull(tenant);
  }

  private static Job queued(GivenTenant acme, DocumentId document) {
    var job =
        Job.queued(
            new JobId(document, given.ids().ulid()),
            new UUID(1, 2),
            1,
            Job.Trigger.UPLOAD,
            1,
            acme.scope().created(given.clock().instant()));
    given.stores().transactions().commit(acme.scope(), new Create(job)).orThrow();
    return job;
  }

  private static Job claimed(GivenTenant acme, Job job) {
    return job.claimed("me", Duration.ofMinutes(1), next(acme, job));
  }

  private static com.stash.kernel.Stamp next(GivenTenant acme, com.stash.kernel.Entity before) {
    return acme.scope().changed(before.stamp(), given.clock().instant());
  }

  private static <T extends com.stash.kernel.Entity> T replace(GivenTenant acme, T next) {
    given.stores().transactions().commit(acme.scope(), List.of(new Replace(next))).orThrow();
    return next;
  }

  private static JobError error() {
    return new JobError("s", "c", ErrorClass.TRANSIENT, "m", 1, given.clock().instant());
  }
}
