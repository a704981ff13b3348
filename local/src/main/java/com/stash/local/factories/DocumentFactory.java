package com.stash.local.factories;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.stash.campaigns.Campaign;
import com.stash.documents.Announcement;
import com.stash.documents.Arrival;
import com.stash.documents.Document;
import com.stash.documents.DocumentId;
import com.stash.documents.Reason;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Makes documents in each state they rest in, with the object, the job, the executions and the
 * result that belong to it. Nothing needs to run for it.
 */
public final class DocumentFactory {
  private static final Duration LONG = Duration.ofDays(30);
  private static final String UNPINNED = "none";

  private final Making making;
  private final TenantScope scope;
  private final Campaign campaign;
  private String filename = "letter.txt";
  private String type = "text/plain";
  private byte[] bytes = "Dear customer, thank you for your letter.".getBytes(UTF_8);
  private List<String> tags = List.of();

  DocumentFactory(Making making, TenantScope scope, Campaign campaign) {
    this.making = making;
    this.scope = scope;
    this.campaign = campaign;
  }

  public DocumentFactory named(String filename) {
    this.filename = filename;
    return this;
  }

  public DocumentFactory holding(String text) {
    this.bytes = text.getBytes(UTF_8);
    return this;
  }

  public DocumentFactory holding(String type, byte[] bytes) {
    this.type = type;
    this.bytes = bytes.clone();
    return this;
  }

  public DocumentFactory tagged(String... tags) {
    this.tags = List.of(tags);
    return this;
  }

  /** Its bytes are awaited. */
  public Document awaitingUpload() {
    var document = announced(LONG);
    making.write(scope, new Create(document));
    return document;
  }

  /** Its bytes did not come in time. */
  public Document expired() {
    var document = announced(Duration.ZERO);
    making.write(scope, new Create(document));
    var why = new Reason("upload_expired", "No bytes came until " + document.uploadUntil() + ".");
    return replaced(document.expired(why, next(document.stamp())));
  }

  /** Its bytes are of a type that the campaign does not take. */
  public Document rejected() {
    var announced = awaitingUpload();
    var why = new Reason("type_not_allowed", "The campaign does not take " + type + ".");
    var stamp = next(announced.stamp());
    var rejected = announced.received(arrival(UNPINNED), stamp).rejected(why, stamp);
    making.write(scope, new Replace(rejected));
    making.stores().objects().put(scope, announced.object(), type, bytes);
    return rejected;
  }

  /** Its bytes are those of an earlier document. */
  public Document linkedTo(Document original) {
    var arrived = arrived();
    return replaced(arrived.linked(original.id(), arrived.stamp()));
  }

  /** Its job waits for an attempt that is far away. */
  public Document queued() {
    return new JobFactory(making, scope, campaign, arrived()).waiting(LONG);
  }

  /** Its job is held by a runner for long. */
  public Document processing() {
    return new JobFactory(making, scope, campaign, arrived()).running(LONG);
  }

  /** Its job is done: each step has an execution, and there is a result. */
  public Document completed() {
    return new JobFactory(making, scope, campaign, arrived()).completed(new String(bytes, UTF_8));
  }

  /** Its job failed in its first step. */
  public Document failed() {
    return new JobFactory(making, scope, campaign, arrived())
        .failed("unreadable", ErrorClass.PERMANENT, "The file cannot be read as " + type + ".");
  }

  /** It was cancelled before its job began. */
  public Document cancelled() {
    return new JobFactory(making, scope, campaign, arrived()).cancelled();
  }

  /** Its job is done but for a step that failed, and a person is to look at the result. */
  public Document awaitingReview() {
    return new JobFactory(making, scope, campaign, arrived())
        .reviewed("The file cannot be read as " + type + ".");
  }

  private Document announced(Duration window) {
    var stamp = scope.created(making.now());
    return Document.announced(
        new DocumentId(campaign.id(), making.ids().ulid()),
        making.ids().uuid(),
        new Announcement(filename, type, bytes.length, Sha256.of(bytes)),
        Map.of(),
        tags,
        stamp.createdAt().plus(window),
        stamp);
  }

  /**
   * Writes the document as received, then its bytes: so the upload function finds nothing left to
   * do. Returns it with the bytes pinned, not yet written.
   */
  private Document arrived() {
    var announced = announced(LONG);
    making.write(scope, new Create(announced.received(arrival(UNPINNED), announced.stamp())));
    var objects = making.stores().objects();
    objects.put(scope, announced.object(), type, bytes);
    var version =
        objects.read(scope, announced.object(), (in, size, pinned) -> pinned).orElseThrow();
    return announced.received(arrival(version), next(announced.stamp()));
  }

  private Arrival arrival(String version) {
    return new Arrival(type, bytes.length, Sha256.of(bytes), version, "0");
  }

  private Document replaced(Document document) {
    making.write(scope, new Replace(document));
    return document;
  }

  private Stamp next(Stamp before) {
    return scope.changed(before, making.now());
  }
}
