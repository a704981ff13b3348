package com.stash.processors.builtin.expressions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A tenant's regular expression in RE2 syntax. Its matching takes time linear in the text, and its
 * compiled size is bounded before it is compiled.
 */
public record Expression(Pattern pattern) {
  static final int MAX_LENGTH = 300;
  private static final int MAX_PROGRAM = 3000;

  /** Wraps an expression of our own, whose size is known to be fine. */
  public static Expression builtIn(String text) {
    return new Expression(Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE));
  }

  /** Compiles an expression that ignores case; in it {@code ^} and {@code $} match at lines. */
  public static Expression of(String text) {
    if (text.length() > MAX_LENGTH || Estimate.of(text) > MAX_PROGRAM) {
      throw tooLarge();
    }
    try {
      var pattern = Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
      if (pattern.programSize() > MAX_PROGRAM) {
        throw tooLarge();
      }
      return new Expression(pattern);
    } catch (PatternSyntaxException e) {
      throw new BadExpression("is not RE2 syntax: " + e.getDescription());
    }
  }

  public Matcher in(WatchedText text) {
    return pattern.matcher(text);
  }

  public int groups() {
    return pattern.groupCount();
  }

  /** Returns the refusal of this expression; the message completes "the expression …". */
  public BadExpression bad(String message) {
    return new BadExpression(message);
  }

  private static BadExpression tooLarge() {
    return new BadExpression("is too large; shorten it or repeat less");
  }

  /** An expression that cannot be used; the message completes "the expression …". */
  public static final class BadExpression extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadExpression(String message) {
      super(message);
    }
  }
}
