/** Tests of bounded expressions. */
@NullMarked
package com.stash.processors.builtin.expressions;

import org.jspecify.annotations.NullMarked;
