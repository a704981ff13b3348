package com.stash.credentials;

import com.stash.credentials.CredentialScope.Level;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.tenancy.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way a search for a credential went, from the narrowest place to the widest. The first place
 * that holds the key decides: it is taken, or it stops the search; nothing is fallen past.
 */
public record Search(List<Step> steps) {
  public Search {
    steps = List.copyOf(steps);
  }

  /** What became of the search at a place. */
  public enum Verdict {
    TAKEN,
    SKIPPED,
    STOPPED,
    NOT_REACHED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why. */
  public enum Reason {
    ACTIVE,
    ABSENT,
    /** It was deleted. */
    EMPTY,
    /** It holds no value and ends the search. */
    MARKER,
    DISABLED,
    EXPIRED,
    /** The system keeps it for itself. */
    NOT_SHARED,
    /** It is for tenants of a higher tier. */
    TIER,
    /** A narrower place decided. */
    DECIDED;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One place of the search.
   *
   * @param credential what is there, where the search came there and something is
   */
  public record Step(
      CredentialScope place, Verdict verdict, Reason reason, @Nullable Credential credential) {}

  /**
   * Searches places in the order given; asks for each only when the search comes there.
   *
   * @param tier of the tenant that asks
   */
  static Search of(
      List<CredentialScope> places,
      Function<CredentialScope, Optional<Credential>> held,
      Tier tier,
      Instant now) {
    var steps = new ArrayList<Step>();
    var over = false;
    for (var place : places) {
      var step =
          over
              ? new Step(place, Verdict.NOT_REACHED, Reason.DECIDED, null)
              : step(place, held.apply(place).orElse(null), tier, now);
      steps.add(step);
      over |= step.verdict() != Verdict.SKIPPED;
    }
    return new Search(steps);
  }

  /** Returns the place that was taken or stopped the search; empty when no place did. */
  public Optional<Step> end() {
    return steps.stream()
        .filter(s -> s.verdict() == Verdict.TAKEN || s.verdict() == Verdict.STOPPED)
        .findFirst();
  }

  /** Returns the credential that was taken, or what stands in the way. */
  public Outcome<Credential> taken(String name) {
    var end = end().orElse(null);
    return end != null && end.verdict() == Verdict.TAKEN
        ? Outcome.done(Objects.requireNonNull(end.credential()))
        : Outcome.refused(refusal(name, end));
  }

  private static Refusal refusal(String name, @Nullable Step end) {
    if (end == null) {
      return Refusal.of(
          Kind.NOT_FOUND,
          "credential_missing",
          "No level has a credential %s. Create it for the tenant, the campaign or the processor."
              .formatted(name));
    }
    var level = end.place().level().wire();
    return switch (end.reason()) {
      case DISABLED ->
          Refusal.of(
              Kind.CONFLICT,
              "credential_disabled",
              "The credential %s is disabled at the %s level. Enable or delete it there."
                  .formatted(name, level));
      case EXPIRED ->
          Refusal.of(
              Kind.CONFLICT,
              "credential_expired",
              "The credential %s has expired at the %s level. Rotate or delete it there."
                  .formatted(name, level));
      default ->
          Refusal.of(
              Kind.NOT_FOUND,
              "credential_missing",
              "A marker at the %s level ends the search for the credential %s."
                  .formatted(level, name));
    };
  }

  private static Step step(
      CredentialScope place, @Nullable Credential there, Tier tier, Instant now) {
    var reason = there == null ? Reason.ABSENT : reason(place, there, tier, now);
    var verdict =
        switch (reason) {
          case ACTIVE -> Verdict.TAKEN;
          case DISABLED, EXPIRED, MARKER -> Verdict.STOPPED;
          case ABSENT, EMPTY, NOT_SHARED, TIER, DECIDED -> Verdict.SKIPPED;
        };
    return new Step(place, verdict, reason, there);
  }

  /** What the system does not share, or holds no more, is as if it were not there. */
  private static Reason reason(CredentialScope place, Credential there, Tier tier, Instant now) {
    if (place.level() == Level.SYSTEM) {
      var shared = there.sharedFrom();
      if (there.state() == CredentialState.EMPTY) {
        return there.endsSearch() ? Reason.MARKER : Reason.ABSENT;
      }
      if (shared == null) {
        return Reason.NOT_SHARED;
      }
      if (tier.compareTo(shared) < 0) {
        return Reason.TIER;
      }
    }
    return switch (there.stateAt(now)) {
      case ACTIVE -> Reason.ACTIVE;
      case DISABLED -> Reason.DISABLED;
      case EXPIRED -> Reason.EXPIRED;
      case EMPTY -> there.endsSearch() ? Reason.MARKER : Reason.EMPTY;
    };
  }
}
