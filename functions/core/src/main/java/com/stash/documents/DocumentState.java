package com.stash.documents;

import com.stash.kernel.State;

/** The life of a document. */
public enum DocumentState implements State<DocumentState> {
  AWAITING_UPLOAD,
  RECEIVED,
  QUEUED,
  PROCESSING,
  COMPLETED,
  FAILED,
  CANCELLED,
  AWAITING_REVIEW,
  EXPIRED,
  REJECTED;

  @Override
  public boolean mayBecome(DocumentState next) {
    return switch (this) {
      case AWAITING_UPLOAD -> next == RECEIVED || next == EXPIRED;
      case RECEIVED -> next == QUEUED || next == REJECTED || next == COMPLETED;
      case QUEUED -> next == PROCESSING || next == FAILED || next == CANCELLED;
      case PROCESSING ->
          next == COMPLETED || next == FAILED || next == CANCELLED || next == AWAITING_REVIEW;
      case AWAITING_REVIEW -> next == COMPLETED || next == FAILED || next == CANCELLED;
      case COMPLETED, FAILED, CANCELLED -> next == QUEUED;
      case EXPIRED, REJECTED -> false;
    };
  }

  /** Tells whether nothing more happens by itself. */
  public boolean isFinal() {
    return this == COMPLETED
        || this == FAILED
        || this == CANCELLED
        || this == EXPIRED
        || this == REJECTED;
  }
}
