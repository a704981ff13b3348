/**
 * A tenant's life after it was made: stopped and started again, read-only for a time, given up,
 * handed over and erased. Operators do this, never the tenant itself.
 */
@NullMarked
package com.stash.lifecycle;

import org.jspecify.annotations.NullMarked;
