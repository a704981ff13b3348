/** Tests of the parser processes with hostile documents. */
@NullMarked
package com.stash.processors.builtin.parsing;

import org.jspecify.annotations.NullMarked;
