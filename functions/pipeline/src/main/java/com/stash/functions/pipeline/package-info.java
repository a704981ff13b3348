/** The function that runs jobs from the queue. */
@NullMarked
package com.stash.functions.pipeline;

import org.jspecify.annotations.NullMarked;
