package com.stash.processors.builtin.expressions;

import com.stash.processors.builtin.parsing.Deadline;

/**
 * A text that ends the matching over it when the time is up or the thread is interrupted: matchers
 * read it character by character.
 */
public final class WatchedText implements CharSequence {
  private static final int READS_BETWEEN_LOOKS = 256;

  private final CharSequence text;
  private final Deadline deadline;
  private int reads;

  public WatchedText(CharSequence text, Deadline deadline) {
    this.text = text;
    this.deadline = deadline;
  }

  @Override
  public char charAt(int index) {
    if (++reads % READS_BETWEEN_LOOKS == 0) {
      look();
    }
    return text.charAt(index);
  }

  private void look() {
    if (Thread.currentThread().isInterrupted() || deadline.passed()) {
      throw new TimeIsUp();
    }
  }

  @Override
  public int length() {
    return text.length();
  }

  /** Returns a part of the text, watched as well. */
  public WatchedText part(int start, int end) {
    return new WatchedText(text.subSequence(start, end), deadline);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Matching took too long. */
  public static final class TimeIsUp extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimeIsUp() {
      super("matching took too long", null, false, false);
    }
  }
}
