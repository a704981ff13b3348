package com.stash.local.fsck;

import java.util.List;

/** One promise about a tenant's data. */
interface Invariant {
  /** Returns its number in the design, for example {@code I1}. */
  String number();

  /** Returns what breaks it, each naming the item; empty when it holds. */
  List<String> broken(Snapshot tenant);
}
