package com.stash.documents;

import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file of a campaign and what became of it. It changes only through the methods here, each of
 * which is one or more edges of {@link DocumentState}.
 *
 * @param uuid the public reference
 * @param announced what was said of it; {@code null} for a file dropped straight into the inbox
 * @param arrived what was found; {@code null} until the bytes came, and when they were too many to
 *     read
 * @param object where the bytes are, below the tenant's prefix
 * @param duplicateOf the earlier document with the same bytes, where the campaign links them
 * @param uploadUntil until when an announced upload is awaited; {@code null} once it came
 */
public record Document(
    DocumentId id,
    UUID uuid,
    String filename,
    @Nullable Announcement announced,
    @Nullable Arrival arrived,
    ObjectKey object,
    DocumentState state,
    @Nullable Reason reason,
    Map<String, String> metadata,
    List<String> tags,
    @Nullable DocumentId duplicateOf,
    @Nullable JobId currentJob,
    Totals totals,
    @Nullable Instant uploadUntil,
    Stamp stamp)
    implements Entity {

  public Document {
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    tags = List.copyOf(tags);
  }

  /** Returns a document whose bytes are awaited. */
  public static Document announced(
      DocumentId id,
      UUID uuid,
      Announcement announcement,
      Map<String, String> metadata,
      List<String> tags,
      Instant uploadUntil,
      Stamp stamp) {
    return new Document(
        id,
        uuid,
        announcement.filename(),
        announcement,
        null,
        new ObjectKey.Original(id),
        DocumentState.AWAITING_UPLOAD,
        null,
        metadata,
        tags,
        null,
        null,
        Totals.NONE,
        uploadUntil,
        stamp);
  }

  /** Returns a document that came unannounced through the inbox and is not yet judged. */
  public static Document dropped(
      DocumentId id, UUID uuid, ObjectKey.Inbox object, @Nullable Arrival arrival, Stamp stamp) {
    return new Document(
        id,
        uuid,
        object.filename(),
        null,
        arrival,
        object,
        DocumentState.RECEIVED,
        null,
        Map.of(),
        List.of(),
        null,
        null,
        Totals.NONE,
        null,
        stamp);
  }

  /** The bytes came. */
  public Document received(@Nullable Arrival arrival, Stamp changed) {
    return with(state.become(DocumentState.RECEIVED), null, arrival, currentJob, totals, changed);
  }

  /** The bytes are not what they should be. */
  public Document rejected(Reason why, Stamp changed) {
    return with(state.become(DocumentState.REJECTED), why, arrived, null, totals, changed);
  }

  /** The bytes did not come in time. */
  public Document expired(Reason why, Stamp changed) {
    return with(state.become(DocumentState.EXPIRED), why, null, null, totals, changed);
  }

  /** A job waits to be run; what it makes is the document's own, duplicate or not. */
  public Document queued(JobId job, Stamp changed) {
    return new Document(
        id,
        uuid,
        filename,
        announced,
        arrived,
        object,
        state.become(DocumentState.QUEUED),
        null,
        metadata,
        tags,
        null,
        job,
        totals,
        null,
        changed);
  }

  /** The bytes are another document's; that one's result is this one's. */
  public Document linked(DocumentId original, Stamp changed) {
    var why = new Reason("duplicate", "The same bytes came before, as document " + original + ".");
    return new Document(
        id,
        uuid,
        filename,
        announced,
        arrived,
        object,
        state.become(DocumentState.COMPLETED),
        why,
        metadata,
        tags,
        original,
        null,
        totals,
        null,
        changed);
  }

  /** The job runs. */
  public Document processing(Stamp changed) {
    return with(state.become(DocumentState.PROCESSING), null, arrived, currentJob, totals, changed);
  }

  /** The job is over and the document is done. */
  public Document completed(Totals used, Stamp changed) {
    return over(DocumentState.COMPLETED, null, used, changed);
  }

  /** The job is over and could not do it. */
  public Document failed(Reason why, Totals used, Stamp changed) {
    return over(DocumentState.FAILED, why, used, changed);
  }

  /** It was stopped. */
  public Document cancelled(Reason why, Totals used, Stamp changed) {
    return over(DocumentState.CANCELLED, why, used, changed);
  }

  /** The job is over and a person is to look at what it made. */
  public Document awaitingReview(Reason why, Totals used, Stamp changed) {
    return over(DocumentState.AWAITING_REVIEW, why, used, changed);
  }

  /** A person found the result good. */
  public Document accepted(Reason why, Stamp changed) {
    return over(DocumentState.COMPLETED, why, Totals.NONE, changed);
  }

  /** A person found the result not good. */
  public Document refused(Reason why, Stamp changed) {
    return over(DocumentState.FAILED, why, Totals.NONE, changed);
  }

  /** Nothing has changed but that more was used than was counted. */
  public Document used(Totals more, Stamp changed) {
    return with(state, reason, arrived, currentJob, totals.plus(more), changed);
  }

  /** What a job used is counted when it is over: for one that goes on, it is not yet. */
  public Document without(Totals counted) {
    return with(state, reason, arrived, currentJob, totals.minus(counted), stamp);
  }

  @Override
  public String key() {
    return id.key();
  }

  private Document over(DocumentState next, @Nullable Reason why, Totals used, Stamp changed) {
    return with(state.become(next), why, arrived, currentJob, totals.plus(used), changed);
  }

  private Document with(
      DocumentState state,
      @Nullable Reason reason,
      @Nullable Arrival arrived,
      @Nullable JobId job,
      Totals totals,
      Stamp changed) {
    return new Document(
        id,
        uuid,
        filename,
        announced,
        arrived,
        object,
        state,
        reason,
        metadata,
        tags,
        duplicateOf,
        job,
        totals,
        null,
        changed);
  }
}
