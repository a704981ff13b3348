package com.stash.documents;

import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.CampaignState;
import com.stash.campaigns.Campaigns;
import com.stash.documents.TenantObjects.UploadTicket;
import com.stash.kernel.Ids;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Claim;
import com.stash.transactions.Claims;
import com.stash.transactions.IdempotencyKey;
import com.stash.transactions.Remembering;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Announces a file and hands out the one address to which exactly that file can be sent. */
public final class AnnouncingDocuments {
  /** How long the address works. */
  public static final Duration WINDOW = Duration.ofHours(1);

  private final Campaigns campaigns;
  private final Documents documents;
  private final Admission admission;
  private final Remembering memory;
  private final TenantObjects objects;
  private final Ids ids;
  private final Clock clock;

  public AnnouncingDocuments(
      Campaigns campaigns,
      Documents documents,
      Admission admission,
      Transactions transactions,
      Claims claims,
      TenantObjects objects,
      Ids ids,
      Clock clock) {
    this.campaigns = campaigns;
    this.documents = documents;
    this.admission = admission;
    this.memory = new Remembering(transactions, claims);
    this.objects = objects;
    this.ids = ids;
    this.clock = clock;
  }

  /** What a client asks for. */
  public record Wish(
      CampaignId campaign,
      Announcement announcement,
      Map<String, String> metadata,
      List<String> tags) {}

  /**
   * The announced document and how to send its bytes.
   *
   * @param upload {@code null} when the bytes have come already
   */
  public record Announced(Document document, @Nullable UploadTicket upload) {}

  /** Returns the announced document, or the one that the same request announced before. */
  public Outcome<Announced> announce(
      TenantScope scope, Wish wish, @Nullable IdempotencyKey idempotency) {
    var campaign = campaigns.find(scope, wish.campaign());
    if (campaign.isEmpty()) {
      return Outcome.refused(Refusal.notFound());
    }
    var first =
        unfit(campaign.get(), wish.announcement())
            .or(() -> admission.refusal(scope, wish.announcement().sizeBytes()))
            .<Outcome<Announced>>map(Outcome::refused)
            .orElseGet(() -> store(scope, wish, idempotency));
    return memory.orBefore(scope, idempotency, first, owner -> again(scope, owner));
  }

  private Outcome<Announced> store(
      TenantScope scope, Wish wish, @Nullable IdempotencyKey idempotency) {
    var stamp = scope.created(clock.instant());
    var id = new DocumentId(wish.campaign(), ids.ulid());
    var document =
        Document.announced(
            id,
            ids.uuid(),
            wish.announcement(),
            wish.metadata(),
            wish.tags(),
            stamp.createdAt().plus(WINDOW),
            stamp);
    var creation = List.<Change>of(new Create(document));
    return switch (memory.commit(scope, idempotency, id.key(), stamp, creation)) {
      case Verdict.Committed() -> Outcome.done(ticketed(scope, document));
      case Verdict.Clashed(Create(Claim _), var _) -> Outcome.refused(Refusal.stale());
      case Verdict.Clashed clash -> throw new IllegalStateException("a new id is taken: " + clash);
    };
  }

  private Outcome<Announced> again(TenantScope scope, String owner) {
    return Outcome.done(
        ticketed(scope, documents.find(scope, DocumentId.parse(owner)).orElseThrow()));
  }

  private Announced ticketed(TenantScope scope, Document document) {
    var until = document.uploadUntil();
    var said = document.announced();
    return document.state() == DocumentState.AWAITING_UPLOAD && until != null && said != null
        ? new Announced(document, objects.presignUpload(scope, document.object(), said, until))
        : new Announced(document, null);
  }

  private static Optional<Refusal> unfit(Campaign campaign, Announcement said) {
    if (campaign.state() != CampaignState.ACTIVE) {
      return Optional.of(Refusal.wrongState("The campaign", campaign.state()));
    }
    if (!campaign.settings().takes(said.type())) {
      return Optional.of(
          new Refusal(
              Kind.UNSUPPORTED_TYPE,
              "type_not_allowed",
              "The campaign does not take " + said.type() + ".",
              "/type"));
    }
    if (said.sizeBytes() > campaign.settings().maxFileBytes()) {
      return Optional.of(
          new Refusal(
              Kind.TOO_LARGE,
              "file_too_large",
              "The campaign takes at most %,d bytes.".formatted(campaign.settings().maxFileBytes()),
              "/sizeBytes"));
    }
    return Optional.empty();
  }
}
