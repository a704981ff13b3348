/** Tenants' regular expressions, in linear time (RE2), of bounded size and stoppable. */
@NullMarked
package com.stash.processors.builtin.expressions;

import org.jspecify.annotations.NullMarked;
