/** Tests of text recognition, with the real program where it is installed. */
@NullMarked
package com.stash.processors.builtin.ocr;

import org.jspecify.annotations.NullMarked;
