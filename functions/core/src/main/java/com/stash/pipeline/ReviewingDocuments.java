package com.stash.pipeline;

import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.documents.Documents;
import com.stash.documents.Reason;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.pipeline.ChangingDocuments.Effect;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Claims;
import com.stash.transactions.Transactions;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** Takes a person's word on a document whose pipeline asked for one. */
public final class ReviewingDocuments {
  private final ChangingDocuments changing;
  private final Clock clock;

  public ReviewingDocuments(
      Documents documents, Transactions transactions, Claims claims, Clock clock) {
    this.changing = new ChangingDocuments(documents, transactions, claims);
    this.clock = clock;
  }

  /** What the person says of the result. */
  public enum Decision {
    /** It is good: the document is completed. */
    ACCEPT,
    /** It is not: the document has failed. */
    REJECT;

    public static Decision parse(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  /** Ends the review; {@code note} is the person's, and stays with the document. */
  public Outcome<Document> review(
      TenantScope scope, DocumentTarget target, Decision decision, String note) {
    return changing.change(
        scope,
        target,
        document -> {
          if (document.state() != DocumentState.AWAITING_REVIEW) {
            return Outcome.refused(Refusal.wrongState("The document", document.state()));
          }
          var stamp = scope.changed(document.stamp(), clock.instant());
          var after =
              switch (decision) {
                case ACCEPT -> document.accepted(new Reason("accepted_in_review", note), stamp);
                case REJECT -> document.refused(new Reason("rejected_in_review", note), stamp);
              };
          return Outcome.done(new Effect(after, List.of(new Replace(after))));
        });
  }
}
