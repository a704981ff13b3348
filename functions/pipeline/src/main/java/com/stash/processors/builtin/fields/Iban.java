package com.stash.processors.builtin.fields;

import com.stash.processors.builtin.expressions.Expression;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/** International bank account numbers with their checksum (ISO 13616, ISO 7064 mod 97-10). */
final class Iban implements Kind {
  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
  private static final Expression PATTERN =
      Expression.builtIn("\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b");

  @Override
  public Expression pattern() {
    return PATTERN;
  }

  /** Words after the number can look like its last groups: they are dropped one by one. */
  @Override
  public Optional<Value> read(String raw) {
    for (var end = raw.length(); end > 0; end = raw.lastIndexOf(' ', end - 1)) {
      var used = raw.substring(0, end);
      var iban = used.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
      if (valid(iban)) {
        return Optional.of(Value.certain(iban, used));
      }
    }
    return Optional.empty();
  }

  static boolean valid(String iban) {
    if (!iban.matches("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")) {
      return false;
    }
    var digits = new StringBuilder();
    (iban.substring(4) + iban.substring(0, 4))
        .chars()
        .forEach(each -> digits.append(Character.digit(each, 36)));
    return new BigInteger(digits.toString()).mod(NINETY_SEVEN).equals(BigInteger.ONE);
  }
}
