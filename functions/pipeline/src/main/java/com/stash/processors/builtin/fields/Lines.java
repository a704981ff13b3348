package com.stash.processors.builtin.fields;

/** Lines of a text, by offset. */
final class Lines {
  private Lines() {}

  /** Returns the number, from 1, of the line that holds the offset. */
  static int numberOf(CharSequence text, int offset) {
    var number = 1;
    for (var at = 0; at < offset; at++) {
      if (text.charAt(at) == '\n') {
        number++;
      }
    }
    return number;
  }

  /** Returns where the line that holds the offset ends, without its line break. */
  static int endOf(CharSequence text, int offset) {
    var at = offset;
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
    return at;
  }

  /** Returns where the next line with something on it starts, or the text's length. */
  static int nextFilled(CharSequence text, int lineEnd) {
    var start = lineEnd;
    for (var at = lineEnd; at < text.length(); at++) {
      if (text.charAt(at) == '\n') {
        start = at + 1;
      } else if (!Character.isWhitespace(text.charAt(at))) {
        return start;
      }
    }
    return text.length();
  }
}
