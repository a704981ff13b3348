package com.stash.processors.builtin.fields;

import com.stash.processors.builtin.expressions.Expression;
import java.math.BigDecimal;
import java.util.Optional;

/** Numbers in English and continental notation, for example 1,234.5 and 1.234,5. */
final class Numbers implements Kind {
  private static final Expression PATTERN =
      Expression.builtIn("(?:^|[^\\w.,])(-?\\d{1,15}(?:[.,'\\x{A0}\\x{202F}]\\d{1,15}){0,6})");

  @Override
  public Expression pattern() {
    return PATTERN;
  }

  @Override
  public Optional<Value> read(String raw) {
    return parse(raw, true)
        .map(
            number -> {
              var value = Value.certain(number.amount().toPlainString(), raw);
              return new Value(value.json(), raw, number.doubt());
            });
  }

  /** A decimal and how much doubt its notation leaves. */
  record Parsed(BigDecimal amount, int doubt) {}

  /**
   * Reads a number.
   *
   * @param dotIsDecimal how to read a single dot before three digits, as in 1.234
   */
  static Optional<Parsed> parse(String raw, boolean dotIsDecimal) {
    var digits = raw.replaceAll("['\\s\\u00A0\\u202F]", "");
    if (!digits.matches("-?\\d{1,20}(?:[.,]\\d{1,20}){0,6}")) {
      return Optional.empty();
    }
    var last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
    if (last < 0) {
      return Optional.of(new Parsed(new BigDecimal(digits), 0));
    }
    var separator = digits.charAt(last);
    var several = digits.indexOf(separator) != last;
    var mixed = digits.indexOf(separator == '.' ? ',' : '.') >= 0;
    var unclear = !several && !mixed && digits.length() - last == 4;
    var grouping = several || (unclear && !(separator == '.' && dotIsDecimal));
    return parsed(digits, last, grouping, unclear);
  }

  private static Optional<Parsed> parsed(
      String digits, int last, boolean grouping, boolean unclear) {
    var whole = grouping ? digits : digits.substring(0, last);
    if (whole.matches("-?\\d+") || whole.matches("-?\\d{1,3}(?:([.,])\\d{3})(?:\\1\\d{3})*")) {
      var plain = whole.replaceAll("[.,]", "");
      var fraction = grouping ? "" : "." + digits.substring(last + 1);
      var amount = new BigDecimal(plain + fraction);
      return Optional.of(new Parsed(amount, unclear ? Value.SOME_DOUBT : 0));
    }
    return Optional.empty();
  }
}
