/** Tests of choosing a label. */
@NullMarked
package com.stash.processors.builtin.classification;

import org.jspecify.annotations.NullMarked;
