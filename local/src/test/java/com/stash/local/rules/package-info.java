/** The rules of the design that the compiler does not hold. */
@NullMarked
package com.stash.local.rules;

import org.jspecify.annotations.NullMarked;
