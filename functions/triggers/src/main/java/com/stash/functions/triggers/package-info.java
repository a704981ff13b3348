/**
 * The functions that events wake: uploads, the tables' streams, the schedule and the dead letters.
 * Each decodes its event, gets a scope, calls one use case and says what must come again.
 */
@NullMarked
package com.stash.functions.triggers;

import org.jspecify.annotations.NullMarked;
