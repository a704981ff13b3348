package com.stash.processors.builtin.fields;

import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Pattern;
import com.stash.processors.builtin.expressions.Expression;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Days: 2026-11-24, 24.11.2026, 24 November 2026, November 24, 2026, and with slashes in the order
 * the tenant uses; month names are English or German.
 */
record Dates(boolean monthFirst) implements Kind {
  private static final Pattern ISO = whole("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
  private static final Pattern DOTS = whole("(\\d{1,2})\\. ?(\\d{1,2})\\. ?(\\d{4})");
  private static final Pattern SLASHES = whole("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
  private static final Pattern DAY_NAME =
      whole("(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+(\\pL{3,9})\\.?,?\\s+(\\d{4})");
  private static final Pattern NAME_DAY =
      whole("(\\pL{3,9})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})");
  private static final Expression PATTERN =
      Expression.builtIn(
          "\\b(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}\\. ?\\d{1,2}\\. ?\\d{4}|\\d{1,2}/\\d{1,2}/\\d{4}"
              + "|\\d{1,2}(?:st|nd|rd|th|\\.)? +"
              + Months.NAMES
              + "\\.?,? +\\d{4}|"
              + Months.NAMES
              + "\\.? +\\d{1,2}(?:st|nd|rd|th)?,? +\\d{4})\\b");

  private static Pattern whole(String expression) {
    return Pattern.compile("(?i)^" + expression + "$");
  }

  @Override
  public Expression pattern() {
    return PATTERN;
  }

  @Override
  public Optional<Value> read(String raw) {
    var text = raw.strip();
    return read(ISO, text, raw, 1, 2, 3)
        .or(() -> read(DOTS, text, raw, 3, 2, 1))
        .or(() -> read(DAY_NAME, text, raw, 3, 2, 1))
        .or(() -> read(NAME_DAY, text, raw, 3, 1, 2))
        .or(() -> slashes(text, raw));
  }

  private Optional<Value> slashes(String text, String raw) {
    var dayFirst = read(SLASHES, text, raw, 3, 2, 1);
    var monthsFirst = read(SLASHES, text, raw, 3, 1, 2);
    var preferred = monthFirst ? monthsFirst : dayFirst;
    var other = monthFirst ? dayFirst : monthsFirst;
    var unclear = preferred.isPresent() == other.isPresent() && !preferred.equals(other);
    return preferred.or(() -> other).map(value -> unclear ? doubted(value) : value);
  }

  private static Value doubted(Value value) {
    return new Value(value.json(), value.raw(), Value.SOME_DOUBT);
  }

  private static Optional<Value> read(
      Pattern form, String text, String raw, int year, int month, int day) {
    var parts = form.matcher(text);
    if (!parts.find()) {
      return Optional.empty();
    }
    try {
      var date =
          LocalDate.of(
              Integer.parseInt(parts.group(year)),
              Months.number(parts.group(month).toLowerCase(Locale.ROOT)),
              Integer.parseInt(parts.group(day)));
      return Optional.of(new Value(TextNode.valueOf(date.toString()), raw, 0));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
