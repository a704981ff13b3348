package com.stash.processors.builtin.expressions;

import com.google.re2j.Pattern;

/** Finds whole words and phrases, in any case and with any white space between them. */
public final class Words {
  private Words() {}

  /** Returns where the phrase first stands at or after {@code from}, or -1. */
  public static int find(CharSequence text, String phrase, int from) {
    var matcher = pattern(phrase).matcher(text);
    for (var at = from; at <= text.length() && matcher.find(at); at = matcher.start() + 1) {
      if (!continues(text, matcher.start() - 1, matcher.start())
          && !continues(text, matcher.end(), matcher.end() - 1)) {
        return matcher.start();
      }
    }
    return -1;
  }

  private static Pattern pattern(String phrase) {
    var words = phrase.strip().split("\\s+", -1);
    var pattern = new StringBuilder();
    for (var word : words) {
      pattern.append(pattern.isEmpty() ? "" : "\\s+").append(Pattern.quote(word));
    }
    return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE);
  }

  private static boolean continues(CharSequence text, int outside, int inside) {
    return outside >= 0
        && outside < text.length()
        && Character.isLetterOrDigit(text.charAt(outside))
        && Character.isLetterOrDigit(text.charAt(inside));
  }
}
