package com.stash.processors.builtin.fields;

import com.stash.processors.builtin.expressions.Expression;
import java.util.Locale;
import java.util.Optional;

/** Values that are kept as they are written. */
final class Plain implements Kind {
  private static final int MOST_CHARACTERS = 1000;

  /** The rest of a line. */
  static final Plain TEXT = new Plain("[^\\s:#](?:[^\\n\\t]{0,199})", Form.ANY);

  /** Capital letters, digits and dashes with at least one digit. */
  static final Plain ID = new Plain("(?-i:\\b[A-Z0-9][A-Z0-9/_-]{1,30}[A-Z0-9]\\b)", Form.DIGIT);

  static final Plain EMAIL =
      new Plain("\\b[A-Z0-9._%+-]+@(?:[A-Z0-9-]+\\.)+[A-Z]{2,24}\\b", Form.ADDRESS);

  private final Expression pattern;
  private final Form form;

  private Plain(String pattern, Form form) {
    this.pattern = Expression.builtIn(pattern);
    this.form = form;
  }

  private enum Form {
    ANY,
    DIGIT,
    ADDRESS
  }

  @Override
  public Expression pattern() {
    return pattern;
  }

  @Override
  public Optional<Value> read(String raw) {
    var value = raw.strip();
    if (value.isEmpty() || value.length() > MOST_CHARACTERS || !fits(value)) {
      return Optional.empty();
    }
    var written = form == Form.ADDRESS ? value.toLowerCase(Locale.ROOT) : value;
    return Optional.of(Value.certain(written, raw.stripTrailing()));
  }

  private boolean fits(String value) {
    return switch (form) {
      case ANY -> true;
      case DIGIT -> value.chars().anyMatch(Character::isDigit);
      case ADDRESS -> value.indexOf('@') > 0 && !value.contains("..");
    };
  }
}
