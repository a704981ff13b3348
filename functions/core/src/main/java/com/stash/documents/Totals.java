package com.stash.documents;

import com.stash.kernel.MicroCredits;

/** What a document has used so far: tokens of AI models, and money. */
public record Totals(long tokens, MicroCredits cost) {
  public static final Totals NONE = new Totals(0, MicroCredits.ZERO);

  public Totals plus(Totals other) {
    return new Totals(Math.addExact(tokens, other.tokens), cost.plus(other.cost));
  }

  public Totals minus(Totals other) {
    return new Totals(Math.subtractExact(tokens, other.tokens), cost.plus(other.cost.negated()));
  }
}
