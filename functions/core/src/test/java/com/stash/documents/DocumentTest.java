package com.stash.documents;

import static com.stash.testing.Sample.INVOICE;
import static com.stash.testing.Sample.INVOICES;
import static com.stash.testing.Sample.JOB;
import static com.stash.testing.Sample.NOON;
import static com.stash.testing.Sample.later;
import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.kernel.MicroCredits;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
  private static final UUID PUBLIC = new UUID(1, 2);
  private static final Sha256 HASH = Sha256.of("text");
  private static final Announcement SAID = new Announcement("a.txt", "text/plain", 4, HASH);
  private static final Arrival CAME = new Arrival("text/plain", 4, HASH, "\"etag\"", "01");
  private static final Reason WHY = new Reason("why", "Because.");
  private static final Totals USED = new Totals(7, new MicroCredits(900));

  private final Document announced =
      Document.announced(
          INVOICE, PUBLIC, SAID, Map.of("k", "v"), List.of("t"), NOON.plusSeconds(3_600), stamp());

  @Test
  void an_announced_document_waits_for_its_bytes_until_a_time() {
    assertThat(announced.state()).isEqualTo(DocumentState.AWAITING_UPLOAD);
    assertThat(announced.uploadUntil()).isEqualTo(NOON.plusSeconds(3_600));
    assertThat(announced.filename()).isEqualTo("a.txt");
    assertThat(announced.object()).isEqualTo(new ObjectKey.Original(INVOICE));
    assertThat(announced.arrived()).isNull();
    assertThat(announced.totals()).isEqualTo(Totals.NONE);
    assertThat(announced.key()).isEqualTo(INVOICE.key());
    assertThat(announced.version()).isEqualTo(1);
  }

  @Test
  void a_received_document_waits_no_more_and_keeps_what_was_said() {
    var received = announced.received(CAME, at(1));
    assertThat(received.state()).isEqualTo(DocumentState.RECEIVED);
    assertThat(received.uploadUntil()).isNull();
    assertThat(received.arrived()).isEqualTo(CAME);
    assertThat(received.announced()).isEqualTo(SAID);
    assertThat(received.metadata()).isEqualTo(Map.of("k", "v"));
    assertThat(received.tags()).containsExactly("t");
    assertThat(received.uuid()).isEqualTo(PUBLIC);
    assertThat(received.stamp()).isEqualTo(at(1));
  }

  @Test
  void a_dropped_document_was_never_announced() {
    var inbox = new ObjectKey.Inbox(INVOICES, "x/b.txt");
    var dropped = Document.dropped(INVOICE, PUBLIC, inbox, CAME, stamp());
    assertThat(dropped.state()).isEqualTo(DocumentState.RECEIVED);
    assertThat(dropped.filename()).isEqualTo("b.txt");
    assertThat(dropped.object()).isEqualTo(inbox);
    assertThat(dropped.announced()).isNull();
    assertThat(dropped.metadata()).isEmpty();
    assertThat(dropped.tags()).isEmpty();
  }

  @Test
  void a_rejected_document_says_why_and_keeps_what_came() {
    var rejected = announced.received(CAME, at(1)).rejected(WHY, at(1));
    assertThat(rejected.state()).isEqualTo(DocumentState.REJECTED);
    assertThat(rejected.reason()).isEqualTo(WHY);
    assertThat(rejected.arrived()).isEqualTo(CAME);
    assertThat(rejected.currentJob()).isNull();
  }

  @Test
  void an_expired_document_says_why_and_waits_no_more() {
    var expired = announced.expired(WHY, at(1));
    assertThat(expired.state()).isEqualTo(DocumentState.EXPIRED);
    assertThat(expired.reason()).isEqualTo(WHY);
    assertThat(expired.uploadUntil()).isNull();
  }

  @Test
  void a_job_takes_a_document_from_queued_to_completed() {
    var queued = announced.received(CAME, at(1)).queued(JOB, at(1));
    assertThat(queued.state()).isEqualTo(DocumentState.QUEUED);
    assertThat(queued.currentJob()).isEqualTo(JOB);
    var processing = queued.processing(at(2));
    assertThat(processing.state()).isEqualTo(DocumentState.PROCESSING);
    assertThat(processing.currentJob()).isEqualTo(JOB);
    var completed = processing.completed(USED, at(3));
    assertThat(completed.state()).isEqualTo(DocumentState.COMPLETED);
    assertThat(completed.totals()).isEqualTo(USED);
    assertThat(completed.currentJob()).isEqualTo(JOB);
    assertThat(completed.reason()).isNull();
    assertThat(completed.arrived()).isEqualTo(CAME);
    assertThat(completed.stamp()).isEqualTo(at(3));
  }

  @Test
  void a_failed_document_says_why_and_a_reprocess_adds_to_its_totals() {
    var failed =
        announced
            .received(CAME, at(1))
            .queued(JOB, at(1))
            .processing(at(2))
            .failed(WHY, USED, at(3));
    assertThat(failed.state()).isEqualTo(DocumentState.FAILED);
    assertThat(failed.reason()).isEqualTo(WHY);
    var another = new JobId(INVOICE, "01J0000000000000000000J0B2");
    var again = failed.queued(another, at(4));
    assertThat(again.reason()).isNull();
    assertThat(again.currentJob()).isEqualTo(another);
    assertThat(again.processing(at(5)).completed(USED, at(6)).totals())
        .isEqualTo(new Totals(14, new MicroCredits(1_800)));
  }

  @Test
  void a_linked_document_is_complete_and_points_to_the_first() {
    var first = new DocumentId(INVOICES, "01J0000000000000000000F1RS");
    var linked = announced.received(CAME, at(1)).linked(first, at(1));
    assertThat(linked.state()).isEqualTo(DocumentState.COMPLETED);
    assertThat(linked.duplicateOf()).isEqualTo(first);
    assertThat(linked.reason())
        .isEqualTo(
            new Reason("duplicate", "The same bytes came before, as document " + first + "."));
    assertThat(linked.currentJob()).isNull();
    assertThat(linked.uploadUntil()).isNull();
    assertThat(linked.arrived()).isEqualTo(CAME);
    assertThat(linked.queued(JOB, at(2)).duplicateOf()).as("its own result from now on").isNull();
  }

  @Test
  void no_step_of_its_life_can_be_left_out() {
    assertThatThrownBy(() -> announced.queued(JOB, at(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> announced.rejected(WHY, at(1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> announced.completed(USED, at(1)))
        .isInstanceOf(IllegalStateException.class);
    var received = announced.received(CAME, at(1));
    assertThatThrownBy(() -> received.received(CAME, at(2)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> received.processing(at(2))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> received.failed(WHY, USED, at(2)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> received.expired(WHY, at(2)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> announced.linked(INVOICE, at(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void its_metadata_and_tags_are_copies_in_order() {
    var metadata = new HashMap<>(Map.of("b", "2", "a", "1"));
    var document =
        Document.announced(INVOICE, PUBLIC, SAID, metadata, List.of("y", "x"), NOON, stamp());
    metadata.clear();
    assertThat(document.metadata().keySet()).containsExactly("a", "b");
    assertThat(document.tags()).containsExactly("y", "x");
    assertThatThrownBy(() -> document.metadata().put("c", "3"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void totals_do_not_overflow_in_silence() {
    assertThatThrownBy(() -> new Totals(Long.MAX_VALUE, MicroCredits.ZERO).plus(USED))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void these_states_are_final() {
    assertThat(DocumentState.values())
        .filteredOn(DocumentState::isFinal)
        .containsExactlyInAnyOrder(
            DocumentState.COMPLETED,
            DocumentState.FAILED,
            DocumentState.CANCELLED,
            DocumentState.EXPIRED,
            DocumentState.REJECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a\\b", "a\nb", "a\u0000", "\u007f"})
  void a_filename_that_is_a_path_or_cannot_be_printed_is_refused(String name) {
    assertThatThrownBy(() -> new Announcement(name, "text/plain", 1, HASH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_filename_has_at_most_255_characters() {
    assertThat(new Announcement("x".repeat(255), "text/plain", 1, HASH).filename()).hasSize(255);
    assertThatThrownBy(() -> new Announcement("x".repeat(256), "text/plain", 1, HASH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "text/",
        "/plain",
        "Text/plain",
        "text/plain; charset=x",
        "text/plain\n",
        "a/b/c"
      })
  void a_type_that_is_no_media_type_is_refused(String type) {
    assertThatThrownBy(() -> new Announcement("a", type, 1, HASH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_empty_file_is_not_announced() {
    assertThatThrownBy(() -> new Announcement("a", "text/plain", 0, HASH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The stamp of version {@code n + 1}. */
  private static Stamp at(int n) {
    var stamp = stamp();
    for (int i = 0; i < n; i++) {
      stamp = later(stamp, 1);
    }
    return stamp;
  }
}
