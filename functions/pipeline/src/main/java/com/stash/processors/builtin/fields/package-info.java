/**
 * Finds typed values in a text. A candidate is what a pattern matches; it counts only when it can
 * be read as its type.
 */
@NullMarked
package com.stash.processors.builtin.fields;

import org.jspecify.annotations.NullMarked;
