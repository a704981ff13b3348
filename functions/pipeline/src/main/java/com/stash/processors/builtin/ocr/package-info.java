/** Recognizes text in images with an installed Tesseract, one short-lived process a page. */
@NullMarked
package com.stash.processors.builtin.ocr;

import org.jspecify.annotations.NullMarked;
