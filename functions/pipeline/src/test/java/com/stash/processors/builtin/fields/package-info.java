/** Tests of reading typed values. */
@NullMarked
package com.stash.processors.builtin.fields;

import org.jspecify.annotations.NullMarked;
