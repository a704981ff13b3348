/** Chooses a label for a text by weighted rules. */
@NullMarked
package com.stash.processors.builtin.classification;

import org.jspecify.annotations.NullMarked;
