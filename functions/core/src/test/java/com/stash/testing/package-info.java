/** What the tests of several features share: sample ids, stamps, a clock that is set, and edges. */
@NullMarked
package com.stash.testing;

import org.jspecify.annotations.NullMarked;
