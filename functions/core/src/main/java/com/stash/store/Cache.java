package com.stash.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Remembers answers in the warm instance for a short, stated time; bounded, the oldest goes. */
final class Cache<K, V> {
  private record Answer<V>(V value, Instant until) {}

  private final Map<K, Answer<V>> entries;
  private final Duration remembered;
  private final Clock clock;

  Cache(int most, Duration remembered, Clock clock) {
    this.remembered = remembered;
    this.clock = clock;
    this.entries =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, Answer<V>> eldest) {
            return size() > most;
          }
        };
  }

  /** Returns the remembered answer, or asks and remembers. Two may ask at the same time. */
  V get(K key, Function<K, V> ask) {
    return get(key, ask, _ -> true);
  }

  /** Returns the remembered answer, or asks and remembers what is worth it. */
  V get(K key, Function<K, V> ask, Predicate<V> worth) {
    var now = clock.instant();
    synchronized (entries) {
      var entry = entries.get(key);
      if (entry != null && now.isBefore(entry.until())) {
        return entry.value();
      }
    }
    var value = ask.apply(key);
    synchronized (entries) {
      entries.remove(key);
      if (worth.test(value)) {
        entries.put(key, new Answer<>(value, now.plus(remembered)));
      }
    }
    return value;
  }
}
