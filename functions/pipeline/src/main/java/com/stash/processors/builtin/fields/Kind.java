package com.stash.processors.builtin.fields;

import com.stash.processors.builtin.expressions.Expression;
import java.util.Optional;

/** A type of value: how it looks, and how it is read. */
interface Kind {
  /** The pattern used when a field has none of its own; its group, if any, holds the value. */
  Expression pattern();

  /** Reads what a pattern matched, or finds that it is no such value. */
  Optional<Value> read(String raw);

  static Kind of(String type, Optional<String> currency, boolean monthFirst) {
    return switch (type) {
      case "money" -> new Money(currency);
      case "date" -> new Dates(monthFirst);
      case "number" -> new Numbers();
      case "id" -> Plain.ID;
      case "email" -> Plain.EMAIL;
      case "iban" -> new Iban();
      case "text" -> Plain.TEXT;
      default -> throw new IllegalArgumentException("not a field type: " + type);
    };
  }
}
