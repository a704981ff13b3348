/** Which function makes which calls of AWS, as the tests see it. */
@NullMarked
package com.stash.local.recording;

import org.jspecify.annotations.NullMarked;
