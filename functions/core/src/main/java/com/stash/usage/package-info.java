/**
 * What was used and what it cost, derived from the tables' streams alone. An event's id comes from
 * its cause, so nothing is billed twice.
 */
@NullMarked
package com.stash.usage;

import org.jspecify.annotations.NullMarked;
