package com.stash.processors.builtin.parsing;

/** Makes parsers' text fit for JSON and for people. */
final class Tidy {
  private Tidy() {}

  /** Drops control characters, trailing blanks and more than one empty line in a row. */
  static String text(String raw) {
    var tidy = new StringBuilder(Math.min(raw.length(), 1 << 16));
    var emptyLines = 0;
    for (var line : (Iterable<String>) raw.lines()::iterator) {
      var clean = characters(line).stripTrailing();
      emptyLines = clean.isEmpty() ? emptyLines + 1 : 0;
      if (emptyLines < 2 && !(clean.isEmpty() && tidy.isEmpty())) {
        tidy.append(clean).append('\n');
      }
    }
    return tidy.toString().stripTrailing();
  }

  /** Returns a single line of at most 500 characters. */
  static String line(String raw) {
    var line = characters(raw.replaceAll("\\s+", " ")).strip();
    return line.length() <= 500 ? line : characters(line.substring(0, 500));
  }

  private static String characters(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(point -> point == '\t' || !Character.isISOControl(point))
        .map(point -> point >= 0xD800 && point <= 0xDFFF ? 0xFFFD : point)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
