package com.stash.credentials;

import com.stash.credentials.ValueVersion.Stage;
import com.stash.kernel.Entity;
import com.stash.kernel.Stamp;
import com.stash.tenancy.Tier;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A secret with its versions. It is one item, so that a rotation is one conditional write and there
 * is one current version at any moment.
 *
 * @param name what it is called where it is used, for example {@code openai.api_key}
 * @param provider whose secret it is, for example {@code openai}
 * @param endsSearch when it holds no value, nothing wider is asked either
 * @param sharedFrom the least tier of the tenants that a system credential is shared with; {@code
 *     null} for not shared
 * @param versions of its value, the newest first
 * @param requests the marks of the idempotency keys of its last changes, the newest first
 */
public record Credential(
    CredentialScope scope,
    String name,
    String provider,
    CredentialState state,
    boolean endsSearch,
    @Nullable Tier sharedFrom,
    List<ValueVersion> versions,
    List<String> requests,
    Stamp stamp)
    implements Entity {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,79}");

  public Credential {
    if (!isName(name)) {
      throw new IllegalArgumentException("a credential's key has 1 to 80 of a-z 0-9 . _ -");
    }
    if (sharedFrom != null && scope.level() != CredentialScope.Level.SYSTEM) {
      throw new IllegalArgumentException("only a system credential is shared");
    }
    versions = List.copyOf(versions);
    requests = List.copyOf(requests);
    for (var stage : List.of(Stage.PENDING, Stage.CURRENT, Stage.PREVIOUS)) {
      long count = versions.stream().filter(v -> v.stage() == stage).count();
      if (count > 1
          || (stage == Stage.CURRENT && (count == 0) != (state == CredentialState.EMPTY))) {
        throw new IllegalArgumentException("a credential has one current version, or is empty");
      }
    }
  }

  /** Tells whether a text can be a credential's key. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  public CredentialId id() {
    return CredentialId.of(scope, name);
  }

  @Override
  public String key() {
    return id().value();
  }

  /** Returns the version in a stage of which there is at most one. */
  public Optional<ValueVersion> version(Stage stage) {
    return versions.stream().filter(v -> v.stage() == stage).findFirst();
  }

  long nextNumber() {
    return versions.stream().mapToLong(ValueVersion::number).max().orElse(0) + 1;
  }

  /** Tells whether it is active no more, whether that is written down already or not. */
  boolean isOver(Instant now) {
    return state == CredentialState.ACTIVE && version(Stage.CURRENT).orElseThrow().isOver(now);
  }

  /** Returns the state that holds at a time: what is over is expired, also before it is swept. */
  public CredentialState stateAt(Instant now) {
    return isOver(now) ? CredentialState.EXPIRED : state;
  }

  /** Returns when the next version must be retired or the current one expires. */
  public Optional<Instant> due() {
    return versions.stream().flatMap(this::dues).min(Comparator.naturalOrder());
  }

  private Stream<Instant> dues(ValueVersion version) {
    return switch (version.stage()) {
      case PENDING -> Stream.ofNullable(version.expiresAt());
      case PREVIOUS ->
          Stream.of(version.readableUntil(), version.expiresAt()).flatMap(Stream::ofNullable);
      case CURRENT ->
          state == CredentialState.ACTIVE ? Stream.ofNullable(version.expiresAt()) : Stream.empty();
      case RETIRED -> Stream.empty();
    };
  }

  /** Returns the credential with a new current version: expired or empty ones are active again. */
  Credential valued(List<ValueVersion> next, Stamp changed) {
    var live = state == CredentialState.DISABLED ? state : CredentialState.ACTIVE;
    return new Credential(
        scope, name, provider, live, endsSearch, sharedFrom, next, requests, changed);
  }

  Credential with(List<ValueVersion> next, Stamp changed) {
    return new Credential(
        scope, name, provider, state, endsSearch, sharedFrom, next, requests, changed);
  }

  /** Returns the credential as this request changed it. */
  Credential askedBy(@Nullable Requested request) {
    return request == null
        ? this
        : new Credential(
            scope,
            name,
            provider,
            state,
            endsSearch,
            sharedFrom,
            versions,
            request.before(requests),
            stamp);
  }

  /** Returns the credential with its current value over by now; a disabled one stays disabled. */
  Credential ended(Instant now, Stamp changed) {
    var over = with(Versions.ended(versions, now), changed);
    return state == CredentialState.DISABLED ? over : over.become(CredentialState.EXPIRED, changed);
  }

  Credential become(CredentialState next, Stamp changed) {
    return new Credential(
        scope,
        name,
        provider,
        state.become(next),
        endsSearch,
        sharedFrom,
        versions,
        requests,
        changed);
  }

  Credential sharedFrom(@Nullable Tier tier, Stamp changed) {
    return new Credential(
        scope, name, provider, state, endsSearch, tier, versions, requests, changed);
  }

  /** Returns the credential without any value; what is known of its versions stays. */
  Credential emptied(boolean ending, Stamp changed) {
    return new Credential(
        scope,
        name,
        provider,
        CredentialState.EMPTY,
        ending,
        null,
        Versions.retired(versions),
        requests,
        changed);
  }

  @Override
  public String toString() {
    return "Credential[" + scope + "#" + name + ", " + state.wire() + "]";
  }
}
