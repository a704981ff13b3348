/**
 * Checks the invariants of the design on what is stored, item by item, without the code that stored
 * it.
 */
@NullMarked
package com.stash.local.fsck;

import org.jspecify.annotations.NullMarked;
