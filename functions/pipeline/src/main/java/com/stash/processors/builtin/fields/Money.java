package com.stash.processors.builtin.fields;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import com.stash.processors.builtin.expressions.Expression;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Amounts with their currency, written before or after: $1,234.56, EUR 99.00, 1.234,56 €.
 *
 * @param assumed the currency of an amount without one
 */
record Money(Optional<String> assumed) implements Kind {
  private static final String NUMBER =
      "-?(?:\\d{1,3}(?:[.,'\\x{A0}\\x{202F}]\\d{3})+(?:[.,]\\d{1,2})?|\\d{1,15}(?:[.,]\\d{1,2})?)";
  private static final String CODE = "USD|EUR|GBP|CHF|CAD|AUD|NZD|JPY|SEK|NOK|DKK|PLN|CZK";
  private static final String BEFORE = "(?:\\b(?:" + CODE + ")|(?:\\bUS)?\\$|[€£¥])";
  private static final String AFTER = "(?:(?:" + CODE + ")\\b|[$€£¥])";
  private static final String GAP = "[ \\x{A0}\\x{202F}]?";
  private static final String WRITTEN =
      "-?" + BEFORE + GAP + NUMBER + "|\\b" + NUMBER + GAP + AFTER + "|-" + NUMBER + GAP + AFTER;
  private static final Expression WITH_CURRENCY = Expression.builtIn(WRITTEN);
  private static final Expression WITH_OR_WITHOUT =
      Expression.builtIn(WRITTEN + "|(?:\\b|-)\\d{1,3}(?:[.,'\\x{A0}]?\\d{3})*[.,]\\d{2}\\b");
  private static final Pattern CURRENCY = Pattern.compile("(?i)US\\$|" + CODE + "|[$€£¥]");
  private static final Map<String, String> SYMBOLS =
      Map.of("$", "USD", "US$", "USD", "€", "EUR", "£", "GBP", "¥", "JPY");

  @Override
  public Expression pattern() {
    return assumed.isPresent() ? WITH_OR_WITHOUT : WITH_CURRENCY;
  }

  @Override
  public Optional<Value> read(String raw) {
    var currency = CURRENCY.matcher(raw);
    var written = currency.find();
    if (!written && assumed.isEmpty()) {
      return Optional.empty();
    }
    var code = written ? code(currency.group()) : assumed.orElseThrow();
    var negative = raw.indexOf('-') >= 0;
    var number = raw.replaceAll("[^0-9.,']", "").replaceAll("^[.,']+|[.,']+$", "");
    return Numbers.parse(negative ? "-" + number : number, false)
        .map(
            parsed -> {
              var json =
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("amount", parsed.amount().toPlainString())
                      .put("currency", code);
              return new Value(json, raw, parsed.doubt() + (written ? 0 : Value.SOME_DOUBT));
            });
  }

  private static String code(String written) {
    var upper = written.toUpperCase(Locale.ROOT);
    return SYMBOLS.getOrDefault(upper, upper);
  }
}
