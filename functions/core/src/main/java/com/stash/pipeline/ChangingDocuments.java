package com.stash.pipeline;

import com.stash.documents.Document;
import com.stash.documents.Documents;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Claim;
import com.stash.transactions.Claims;
import com.stash.transactions.Remembering;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Changes a document at a person's word, with what belongs to it, in one transaction that also
 * remembers the request. A job moves without its document; when that comes between, the change is
 * made again on what is there then.
 */
final class ChangingDocuments {
  private static final int TRIES = 5;

  private final Documents documents;
  private final Remembering memory;

  ChangingDocuments(Documents documents, Transactions transactions, Claims claims) {
    this.documents = documents;
    this.memory = new Remembering(transactions, claims);
  }

  /**
   * What is to be written.
   *
   * @param after the document as it will be
   * @param changes all of it, the document's own included
   * @param afterwards what is done once that is written; returns the document as it is then
   */
  record Effect(Document after, List<Change> changes, UnaryOperator<Document> afterwards) {
    Effect {
      changes = List.copyOf(changes);
    }

    Effect(Document after, List<Change> changes) {
      this(after, changes, UnaryOperator.identity());
    }
  }

  Outcome<Document> change(
      TenantScope scope, DocumentTarget target, Function<Document, Outcome<Effect>> change) {
    return memory.orBefore(
        scope, target.request(), attempt(scope, target, change), _ -> found(scope, target));
  }

  private Outcome<Document> attempt(
      TenantScope scope, DocumentTarget target, Function<Document, Outcome<Effect>> change) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      var effect =
          found(scope, target)
              .flatMap(
                  document ->
                      document.version() == target.version()
                          ? change.apply(document)
                          : Outcome.refused(Refusal.stale()));
      if (!(effect instanceof Outcome.Done<Effect>(var made))) {
        return effect.map(Effect::after);
      }
      var owner = target.id().key();
      var stamp = made.after().stamp();
      switch (memory.commit(scope, target.request(), owner, stamp, made.changes())) {
        case Verdict.Committed() -> {
          return Outcome.done(made.afterwards().apply(made.after()));
        }
        case Verdict.Clashed(Create(Claim _), var _) -> {
          return Outcome.refused(Refusal.stale());
        }
        case Verdict.Clashed _ -> {
          // The job moved, and the document perhaps with it.
        }
      }
    }
    return Outcome.refused(Refusal.stale());
  }

  private Outcome<Document> found(TenantScope scope, DocumentTarget target) {
    return documents
        .find(scope, target.id())
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Refusal.notFound()));
  }
}
