/** Stash on one machine: the {@code stash} command and what it starts. */
@NullMarked
package com.stash.local;

import org.jspecify.annotations.NullMarked;
