package com.stash.credentials;

import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records the uses of credentials in one job. The first use of a version is written before the
 * secret is handed out, so that none goes unrecorded; the further ones are counted here and written
 * together at the job's end. Docs: {@code docs/decisions/credential-use.md}.
 */
final class RecordingUses {
  private static final int TRIES = 5;

  private final Map<String, Counted> counted = new ConcurrentHashMap<>();
  private final Transactions transactions;
  private final Clock clock;

  RecordingUses(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** A use that is written down, and how many reads are not yet. */
  private record Counted(CredentialUse written, AtomicLong more, AtomicLong last) {}

  /** Returns when the use is written down or counted. */
  void used(TenantScope scope, Asker asker, Credential credential, ValueVersion version) {
    var now = clock.instant();
    var use =
        new CredentialUse(
            credential.id(),
            credential.scope(),
            credential.name(),
            version.number(),
            asker.processor(),
            asker.job(),
            1,
            now,
            now,
            scope.created(now));
    var first = new AtomicBoolean();
    var count =
        counted.computeIfAbsent(
            use.key(),
            _ -> {
              first.set(true);
              return fresh(write(scope, use));
            });
    if (!first.get()) {
      count.more().incrementAndGet();
      count.last().accumulateAndGet(now.toEpochMilli(), Math::max);
    }
  }

  /** Writes the counts that are not written yet; the job has stopped asking. */
  void finish(TenantScope scope) {
    counted.replaceAll(
        (_, use) -> {
          long more = use.more().get();
          var last = Instant.ofEpochMilli(use.last().get());
          return more == 0 ? use : fresh(add(scope, use.written(), more, last));
        });
  }

  /** Another run of the same job may have written it: its reads count on. */
  private CredentialUse write(TenantScope scope, CredentialUse use) {
    return switch (transactions.commit(scope, new Create(use))) {
      case Verdict.Clashed(var _, CredentialUse there) ->
          add(scope, there, use.reads(), use.lastUsedAt());
      case Verdict.Committed _, Verdict.Clashed _ -> use;
    };
  }

  private CredentialUse add(TenantScope scope, CredentialUse written, long more, Instant last) {
    var there = written;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      var next = there.plus(more, last, scope.changed(there.stamp(), clock.instant()));
      switch (transactions.commit(scope, new Replace(next))) {
        case Verdict.Committed() -> {
          return next;
        }
        case Verdict.Clashed(var _, CredentialUse newer) -> there = newer;
        case Verdict.Clashed _ -> throw new IllegalStateException("a use is gone: " + there.key());
      }
    }
    throw new IllegalStateException("a use changes all the time: " + there.key());
  }

  private static Counted fresh(CredentialUse written) {
    return new Counted(
        written, new AtomicLong(), new AtomicLong(written.lastUsedAt().toEpochMilli()));
  }
}
