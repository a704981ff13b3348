package com.stash.credentials;

import com.stash.credentials.ValueVersion.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The versions of one value, the newest first, and how they move on together. There is one current
 * version before and after each move.
 */
final class Versions {
  /** What is remembered of a credential's past; ciphertexts are of the last three at most. */
  private static final int MOST = 20;

  private Versions() {}

  /** Adds a version that is current at once; the current one stays readable for a while. */
  static List<ValueVersion> rotated(
      List<ValueVersion> versions, ValueVersion next, Duration grace, Instant now) {
    var all = new ArrayList<ValueVersion>();
    all.add(next);
    all.addAll(moved(stepDown(versions, grace, now), Stage.PENDING, ValueVersion::retired));
    return kept(all);
  }

  /** Adds a version that waits for its promotion; an earlier one that waits gives way. */
  static List<ValueVersion> staged(List<ValueVersion> versions, ValueVersion next, Instant now) {
    var all = new ArrayList<ValueVersion>();
    all.add(next);
    all.addAll(moved(swept(versions, now), Stage.PENDING, ValueVersion::retired));
    return kept(all);
  }

  static List<ValueVersion> promoted(List<ValueVersion> versions, Duration grace, Instant now) {
    return moved(stepDown(versions, grace, now), Stage.PENDING, ValueVersion::current);
  }

  /** Lets the current and the previous version change places. */
  static List<ValueVersion> rolledBack(List<ValueVersion> versions, Duration grace, Instant now) {
    return versions.stream()
        .map(
            version ->
                switch (version.stage()) {
                  case CURRENT -> version.previousUntil(now.plus(grace), now);
                  case PREVIOUS -> version.current();
                  case PENDING, RETIRED -> version;
                })
        .toList();
  }

  /** Retires what waits or is kept for a roll-back and whose time is over. */
  static List<ValueVersion> swept(List<ValueVersion> versions, Instant now) {
    return versions.stream().map(v -> isPast(v, now) ? v.retired() : v).toList();
  }

  private static boolean isPast(ValueVersion version, Instant now) {
    var until = version.readableUntil();
    return switch (version.stage()) {
      case PENDING -> version.isOver(now);
      case PREVIOUS -> version.isOver(now) || (until != null && !until.isAfter(now));
      case CURRENT, RETIRED -> false;
    };
  }

  /** Ends the current value by a time at the latest. */
  static List<ValueVersion> ended(List<ValueVersion> versions, Instant by) {
    return moved(versions, Stage.CURRENT, version -> version.ended(by));
  }

  /** Adds a version to those of a credential that holds no value any more. */
  static List<ValueVersion> filled(List<ValueVersion> versions, ValueVersion next) {
    var all = new ArrayList<ValueVersion>();
    all.add(next);
    all.addAll(versions);
    return kept(all);
  }

  static List<ValueVersion> retired(List<ValueVersion> versions) {
    return versions.stream().map(ValueVersion::retired).toList();
  }

  private static List<ValueVersion> stepDown(
      List<ValueVersion> versions, Duration grace, Instant now) {
    return moved(
        moved(versions, Stage.PREVIOUS, ValueVersion::retired),
        Stage.CURRENT,
        version -> version.previousUntil(now.plus(grace), now));
  }

  private static List<ValueVersion> moved(
      List<ValueVersion> versions, Stage stage, UnaryOperator<ValueVersion> move) {
    return versions.stream().map(v -> v.stage() == stage ? move.apply(v) : v).toList();
  }

  /** Forgets the oldest retired versions; the newest, whose number counts on, always stays. */
  private static List<ValueVersion> kept(List<ValueVersion> versions) {
    var kept = new ArrayList<>(versions);
    kept.sort(Comparator.comparingLong(ValueVersion::number).reversed());
    for (int i = kept.size() - 1; i > 0 && kept.size() > MOST; i--) {
      if (kept.get(i).stage() == Stage.RETIRED) {
        kept.remove(i);
      }
    }
    return List.copyOf(kept);
  }
}
