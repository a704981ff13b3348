package com.stash.identity;

import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Refusal;
import com.stash.tenancy.TenantScope;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a maker of keys cannot go beyond: its own permissions, and its own key's bounds. */
record MakersBounds(ApiKeys keys) {
  Optional<Refusal> check(
      TenantScope scope, Caller maker, KeyRights rights, @Nullable Instant expiresAt, Instant now) {
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      return Optional.of(Refusal.invalid("/expiresAt", "It is in the past."));
    }
    return OwnRights.check(maker, rights.permissions())
        .or(
            () ->
                maker.actor().type() == ActorType.API_KEY
                    ? ofKey(scope, maker.actor().id(), rights, expiresAt)
                    : Optional.empty());
  }

  private Optional<Refusal> ofKey(
      TenantScope scope, String makersId, KeyRights rights, @Nullable Instant expiresAt) {
    var own = keys.find(scope, makersId).orElse(null);
    if (own == null) {
      return Optional.of(beyond("/", "Your own key is gone."));
    }
    var end = own.expiresAt();
    if (end != null && (expiresAt == null || expiresAt.isAfter(end))) {
      return Optional.of(
          beyond("/expiresAt", "Your own key ends at " + end + "; one it makes cannot end later."));
    }
    return rights.isWithinSourcesOf(own.rights())
        ? Optional.empty()
        : Optional.of(
            beyond("/sources", "Your own key is bound to addresses; one it makes must be, too."));
  }

  private static Refusal beyond(String field, String message) {
    return new Refusal(Refusal.Kind.FORBIDDEN, "beyond_own_rights", message, field);
  }
}
