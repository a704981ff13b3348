package com.stash.processors.builtin.expressions;

import com.google.re2j.Pattern;
import java.util.ArrayDeque;

/**
 * How large an expression becomes when its counted repetitions are written out, without writing
 * them out: {@code (a{100}){100}} is eight letters and ten thousand instructions.
 */
final class Estimate {
  private static final long CAP = 1_000_000;
  private static final Pattern COUNTED = Pattern.compile("\\{(\\d{1,6})(,(\\d{0,6}))?\\}");

  private final ArrayDeque<Long> outer = new ArrayDeque<>();
  private long sum;
  private long atom;

  static long of(String expression) {
    var estimate = new Estimate();
    var counted = COUNTED.matcher(expression);
    for (var at = 0; at < expression.length(); ) {
      if (expression.charAt(at) == '{' && counted.find(at) && counted.start() == at) {
        estimate.repeat(most(counted.group(1), counted.group(3)));
        at = counted.end();
      } else {
        at = estimate.step(expression, at);
      }
    }
    while (!estimate.outer.isEmpty()) {
      estimate.close();
    }
    return estimate.sum;
  }

  private static long most(String least, String most) {
    return Long.parseLong(most == null || most.isEmpty() ? least : most);
  }

  private int step(String expression, int at) {
    switch (expression.charAt(at)) {
      case '(' -> {
        outer.push(sum);
        sum = 0;
        atom = 0;
      }
      case ')' -> close();
      case '[' -> {
        add(1);
        return classEnd(expression, at);
      }
      case '\\' -> {
        add(1);
        return at + 2;
      }
      default -> add(1);
    }
    return at + 1;
  }

  private void close() {
    var inner = sum + 1;
    sum = outer.isEmpty() ? 0 : outer.pop();
    add(inner);
  }

  private void add(long size) {
    atom = size;
    sum = Math.min(CAP, sum + size);
  }

  private void repeat(long times) {
    sum = Math.min(CAP, sum + atom * Math.max(0, times - 1));
    atom = Math.min(CAP, atom * Math.max(1, times));
  }

  private static int classEnd(String expression, int start) {
    var first = expression.startsWith("^", start + 1) ? start + 2 : start + 1;
    var from = expression.startsWith("]", first) ? first + 1 : first;
    for (var at = from; at < expression.length(); at++) {
      if (expression.charAt(at) == '\\') {
        at++;
      } else if (expression.charAt(at) == ']') {
        return at + 1;
      }
    }
    return expression.length();
  }
}
