/** Secrets that are looked for in all that Stash writes, says and keeps, in every form. */
@NullMarked
package com.stash.local.canaries;

import org.jspecify.annotations.NullMarked;
