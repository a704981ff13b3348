package com.stash.tenancy;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A host name in its one canonical form: lower-case ASCII (IDNA), without port or final dot. */
public record HostName(String value) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  public HostName {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("not a host name");
    }
  }

  /** Reads a {@code Host} header or a typed name; throws when it names no host. */
  public static HostName parse(String text) {
    var bare = text.strip().replaceFirst(":[0-9]{1,5}$", "");
    if (bare.endsWith(".")) {
      bare = bare.substring(0, bare.length() - 1);
    }
    return new HostName(IDN.toASCII(bare, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT));
  }

  public boolean isBelow(HostName other) {
    return value.endsWith("." + other.value);
  }

  /**
   * Returns the name for people: international labels in their own script, but those that mix
   * scripts - which may look like another name - as they are in the DNS.
   */
  public String display() {
    return Arrays.stream(value.split("\\.", -1))
        .map(HostName::displayed)
        .collect(Collectors.joining("."));
  }

  private static String displayed(String label) {
    var unicode = IDN.toUnicode(label);
    var scripts =
        unicode
            .codePoints()
            .mapToObj(UnicodeScript::of)
            .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
            .distinct()
            .count();
    return scripts <= 1 ? unicode : label;
  }

  @Override
  public String toString() {
    return value;
  }
}
