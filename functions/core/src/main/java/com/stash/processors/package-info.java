/**
 * What a processor is: a versioned unit of work with a declared configuration, output and price.
 * The built-in ones live beside the job runner; this package knows only what they promise.
 */
@NullMarked
package com.stash.processors;

import org.jspecify.annotations.NullMarked;
