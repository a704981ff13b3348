package com.stash.local.canaries;

import com.stash.credentials.CredentialScope.Level;
import com.stash.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * The secrets of a whole run of the tests, one for each level. Tests that need a value for a
 * credential take these; all that is then written, answered or logged is looked through, and what
 * was found is kept for {@link WholeSuiteTest}.
 */
public final class Canaries {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=&%";
  private static final int LENGTH = 40;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Map<Level, String> VALUES = values();
  private static final Map<Level, Traces> TRACES = traces();
  private static final Set<Level> PLANTED = ConcurrentHashMap.newKeySet();
  private static final Queue<String> FOUND = new ConcurrentLinkedQueue<>();
  private static final Map<String, LongAdder> LOOKED = new ConcurrentHashMap<>();

  private Canaries() {}

  /** Returns the secret of a level, to be given to a credential. */
  public static String plant(Level level) {
    PLANTED.add(level);
    return VALUES.getOrDefault(level, "");
  }

  /** Returns forty random characters, some of which encodings write differently. */
  public static String random() {
    var text = new StringBuilder("+/%");
    while (text.length() < LENGTH) {
      text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /**
   * Looks through what leaves Stash or stays in it.
   *
   * @param kind of what it is, for example {@code answer}
   * @param place where it is
   */
  public static void look(String kind, String place, byte[] content) {
    LOOKED.computeIfAbsent(kind, _ -> new LongAdder()).increment();
    TRACES.forEach(
        (level, traces) ->
            traces
                .in(content)
                .ifPresent(
                    form ->
                        FOUND.add(
                            "%s's canary, %s, in %s %s".formatted(level, form, kind, place))));
  }

  public static void look(String kind, String place, String content) {
    look(kind, place, content.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> found() {
    return List.copyOf(FOUND);
  }

  static Set<Level> planted() {
    return EnumSet.copyOf(PLANTED);
  }

  /** Returns how many of a kind were looked through. */
  static long looked(String kind) {
    return LOOKED.getOrDefault(kind, new LongAdder()).sum();
  }

  static String summary() {
    var json = Json.object();
    LOOKED.forEach((kind, count) -> json.put(kind, count.sum()));
    return json.toString();
  }

  private static Map<Level, String> values() {
    var values = new EnumMap<Level, String>(Level.class);
    for (var level : Level.values()) {
      values.put(level, random());
    }
    return values;
  }

  private static Map<Level, Traces> traces() {
    var traces = new EnumMap<Level, Traces>(Level.class);
    VALUES.forEach((level, value) -> traces.put(level, new Traces(value)));
    return traces;
  }
}
