package com.stash.usage;

import com.stash.kernel.Page;
import com.stash.tenancy.TenantScope;
import java.time.YearMonth;
import java.util.List;

/** A tenant's usage events, the counters over them, and the balance. */
public interface UsageBook extends Balances {
  /**
   * Writes events, counters and balance together. An event that is there already is left out with
   * all it would have counted.
   */
  void record(TenantScope scope, List<UsageEvent> events);

  /** Returns events, newest first. */
  Page<UsageEvent> list(TenantScope scope, Page.Request request);

  /** Returns what a month's usage sums up to, by campaign and type. */
  List<Line> month(TenantScope scope, YearMonth month);

  /** One line of a summary; the campaign is empty for what belongs to none. */
  record Line(String campaign, Counter counter) {}
}
