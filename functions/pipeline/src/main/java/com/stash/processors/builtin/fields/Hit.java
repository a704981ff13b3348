package com.stash.processors.builtin.fields;

/** A value found, with where it starts in the text. */
record Hit(Value value, int offset, int base) {
  Hit with(int newBase) {
    return new Hit(value, offset, newBase);
  }

  int confidence() {
    return Math.clamp((long) base - value.doubt(), 0, 100);
  }
}
