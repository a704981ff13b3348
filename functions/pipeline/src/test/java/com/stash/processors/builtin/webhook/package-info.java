@NullMarked
package com.stash.processors.builtin.webhook;

import org.jspecify.annotations.NullMarked;
