package com.stash.identity;

import com.stash.kernel.Ids;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a key may do.
 *
 * @param withheld permissions taken from the role's
 * @param campaign the id of the one campaign the key is for; {@code null} for all
 * @param sources where it may be used from; empty for everywhere
 */
public record KeyRights(
    Role role, Set<Permission> withheld, @Nullable String campaign, List<AddressRange> sources) {
  private static final int MOST_SOURCES = 20;

  public KeyRights {
    withheld = Set.copyOf(withheld);
    sources = List.copyOf(sources);
    if (campaign != null) {
      Ids.requireUlid(campaign, "campaign id");
    }
    if (sources.size() > MOST_SOURCES) {
      throw new IllegalArgumentException("a key has at most 20 ranges of addresses");
    }
  }

  /** Returns the rights of a role, for every campaign and from everywhere. */
  public static KeyRights of(Role role) {
    return new KeyRights(role, Set.of(), null, List.of());
  }

  public Set<Permission> permissions() {
    var all = new HashSet<>(role.permissions());
    all.removeAll(withheld);
    return Set.copyOf(all);
  }

  /** Tells whether a key may be used from an address. */
  public boolean admits(@Nullable String address) {
    return sources.isEmpty()
        || (address != null && sources.stream().anyMatch(range -> range.contains(address)));
  }

  /** Tells whether these rights hold only where another's hold. */
  boolean isWithinSourcesOf(KeyRights other) {
    return other.sources.isEmpty()
        || (!sources.isEmpty()
            && sources.stream()
                .allMatch(own -> other.sources.stream().anyMatch(range -> range.contains(own))));
  }
}
