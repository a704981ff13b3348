package com.stash.documents;

import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignSettings.Duplicates;
import com.stash.campaigns.CampaignState;
import com.stash.campaigns.Campaigns;
import com.stash.campaigns.MediaTypes;
import com.stash.kernel.Ids;
import com.stash.kernel.Origin;
import com.stash.kernel.Refusal;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claim;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Receives what S3 reports: finds the document, holds the bytes against what was said and what the
 * campaign takes, and in one transaction moves the document on and puts its job. A repeated or late
 * event finds the document moved on and does nothing.
 */
public final class ReceivingUploads {
  private final Gate gate;
  private final Campaigns campaigns;
  private final Documents documents;
  private final InspectingObjects inspecting;
  private final Admission admission;
  private final SettingAside settingAside;
  private final Transactions transactions;
  private final Ids ids;
  private final Clock clock;

  public ReceivingUploads(
      Gate gate,
      Campaigns campaigns,
      Documents documents,
      InspectingObjects inspecting,
      Admission admission,
      SettingAside settingAside,
      Transactions transactions,
      Ids ids,
      Clock clock) {
    this.gate = gate;
    this.campaigns = campaigns;
    this.documents = documents;
    this.inspecting = inspecting;
    this.admission = admission;
    this.settingAside = settingAside;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Handles one event; objects outside of the tenants' prefixes are nobody's upload. */
  public void receive(ObjectCreated object, Origin origin) {
    if (!object.key().startsWith("tenants/")) {
      return;
    }
    var tenant = ObjectKey.InBucket.tenant(object.key());
    var scope = tenant.flatMap(found -> gate.forObject(found, origin));
    if (tenant.filter(gate::isGone).isPresent()) {
      settingAside.discard(object);
      return;
    }
    if (scope.isEmpty()) {
      var why = new Reason("unknown_tenant", "The key is under no active tenant's prefix.");
      settingAside.setAside(gate.forPlatform(origin), object, why);
      return;
    }
    var key = ObjectKey.InBucket.parse(object.key()).map(ObjectKey.InBucket::key).orElse(null);
    switch (key) {
      case ObjectKey.Original original -> receiveAnnounced(scope.get(), original, object);
      case ObjectKey.Inbox inbox -> receiveDropped(scope.get(), inbox, object);
      case ObjectKey.Result _, ObjectKey.Output _, ObjectKey.Export _ -> {
        // Stash's own writing.
      }
      case null ->
          settingAside.setAside(
              scope.get(),
              object,
              new Reason(
                  "malformed_key", "Put files under inbox/{campaignId}/, or announce them first."));
    }
  }

  private void receiveAnnounced(TenantScope scope, ObjectKey.Original key, ObjectCreated object) {
    var document = documents.find(scope, key.document()).orElse(null);
    if (document == null) {
      settingAside.setAside(
          scope, object, new Reason("unknown_document", "No document was announced for this key."));
      return;
    }
    var said = document.announced();
    if (document.state() != DocumentState.AWAITING_UPLOAD || said == null) {
      return;
    }
    var arrival = inspecting.inspect(scope, key, said.filename(), object.sequencer());
    if (arrival.isEmpty()) {
      return;
    }
    var campaign = campaigns.find(scope, key.document().campaign()).orElseThrow();
    var received =
        document.received(arrival.get(), scope.changed(document.stamp(), clock.instant()));
    var why =
        differs(said, arrival.get())
            .or(() -> unfit(scope, campaign, arrival.get()))
            .or(() -> isOtherType(said.type(), arrival.get().type()));
    settle(scope, campaign, received, why.orElse(null), Replace::new);
  }

  private void receiveDropped(TenantScope scope, ObjectKey.Inbox key, ObjectCreated object) {
    var campaign = campaigns.find(scope, key.campaign()).orElse(null);
    if (campaign == null) {
      settingAside.setAside(
          scope,
          object,
          new Reason("unknown_campaign", "There is no campaign " + key.campaign() + "."));
      return;
    }
    var derived = Ids.derived(object.time(), "drop", object.key(), object.sequencer());
    var id = new DocumentId(key.campaign(), derived);
    if (documents.find(scope, id).isPresent()) {
      return;
    }
    var stamp = scope.created(clock.instant());
    var unwanted =
        tooLarge(campaign, object.sizeBytes())
            .or(() -> admission.inboxRefusal(scope).map(ReceivingUploads::reason));
    if (unwanted.isPresent()) {
      var unread = Document.dropped(id, ids.uuid(), key, null, stamp);
      settle(scope, campaign, unread, unwanted.get(), Create::new);
      return;
    }
    var arrival = inspecting.inspect(scope, key, key.filename(), object.sequencer());
    if (arrival.isPresent()) {
      var dropped = Document.dropped(id, ids.uuid(), key, arrival.get(), stamp);
      var why = unfit(scope, campaign, arrival.get()).orElse(null);
      settle(scope, campaign, dropped, why, Create::new);
    }
  }

  private void settle(
      TenantScope scope,
      Campaign campaign,
      Document received,
      @Nullable Reason why,
      Function<Document, Change> write) {
    var stamp = received.stamp();
    if (why != null) {
      transactions.commit(scope, write.apply(received.rejected(why, stamp)));
      return;
    }
    var jobId = new JobId(received.id(), ids.ulid());
    var steps =
        campaigns
            .revision(scope, campaign.id(), campaign.activeRevision())
            .orElseThrow()
            .pipeline()
            .steps()
            .size();
    var changes = new ArrayList<Change>();
    changes.add(write.apply(received.queued(jobId, stamp)));
    changes.add(
        new Create(
            Job.queued(
                jobId,
                ids.uuid(),
                campaign.activeRevision(),
                Job.Trigger.UPLOAD,
                steps,
                scope.created(stamp.updatedAt()))));
    var arrived = received.arrived();
    if (arrived != null && campaign.settings().duplicates() != Duplicates.ALLOW) {
      var key = "content#" + campaign.id() + "#" + arrived.sha256();
      changes.add(
          new Create(
              new Claim(key, received.id().key(), null, null, scope.created(stamp.updatedAt()))));
    }
    if (transactions.commit(scope, changes)
        instanceof Verdict.Clashed(Create(Claim _), Claim before)) {
      var original = DocumentId.parse(before.owner());
      if (isOfNoUse(scope, original)) {
        changes.removeLast();
        transactions.commit(scope, changes);
      } else {
        transactions.commit(scope, write.apply(duplicate(campaign, received, original)));
      }
    }
  }

  /** Tells whether an original will not have a result that a duplicate could point to. */
  private boolean isOfNoUse(TenantScope scope, DocumentId original) {
    return documents
        .find(scope, original)
        .map(Document::state)
        .filter(state -> state != DocumentState.FAILED && state != DocumentState.CANCELLED)
        .isEmpty();
  }

  private static Document duplicate(Campaign campaign, Document received, DocumentId original) {
    return campaign.settings().duplicates() == Duplicates.LINK
        ? received.linked(original, received.stamp())
        : received.rejected(
            new Reason("duplicate", "The same bytes came before, as document " + original + "."),
            received.stamp());
  }

  private static Optional<Reason> differs(Announcement said, Arrival found) {
    if (said.sizeBytes() != found.sizeBytes()) {
      return Optional.of(
          new Reason(
              "size_differs",
              "%,d bytes were announced and %,d came."
                  .formatted(said.sizeBytes(), found.sizeBytes())));
    }
    return said.sha256().equals(found.sha256())
        ? Optional.empty()
        : Optional.of(new Reason("hash_differs", "The SHA-256 is not the announced one."));
  }

  /** Kinds of text are told apart by convention more than by bytes, so they pass for each other. */
  private static Optional<Reason> isOtherType(String said, String found) {
    return said.equals(found) || (MediaTypes.isText(said) && MediaTypes.isText(found))
        ? Optional.empty()
        : Optional.of(
            new Reason("type_differs", "%s was announced and %s came.".formatted(said, found)));
  }

  private Optional<Reason> unfit(TenantScope scope, Campaign campaign, Arrival found) {
    if (campaign.state() != CampaignState.ACTIVE) {
      return Optional.of(
          new Reason("campaign_not_active", "The campaign is " + campaign.state().wire() + "."));
    }
    if (found.sizeBytes() == 0) {
      return Optional.of(new Reason("empty_file", "The file has no bytes."));
    }
    if (!campaign.settings().takes(found.type())) {
      return Optional.of(
          new Reason("type_not_allowed", "The campaign does not take " + found.type() + "."));
    }
    return tooLarge(campaign, found.sizeBytes())
        .or(() -> admission.refusal(scope, found.sizeBytes()).map(ReceivingUploads::reason));
  }

  private static Optional<Reason> tooLarge(Campaign campaign, long sizeBytes) {
    var most = campaign.settings().maxFileBytes();
    return sizeBytes <= most
        ? Optional.empty()
        : Optional.of(
            new Reason("file_too_large", "The campaign takes at most %,d bytes.".formatted(most)));
  }

  private static Reason reason(Refusal refusal) {
    return new Reason(refusal.code(), refusal.message());
  }
}
