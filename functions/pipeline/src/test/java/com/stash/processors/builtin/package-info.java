/** Tests of the built-in processors, on the samples the demo uploads and on hostile files. */
@NullMarked
package com.stash.processors.builtin;

import org.jspecify.annotations.NullMarked;
