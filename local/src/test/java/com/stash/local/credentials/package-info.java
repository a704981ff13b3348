/** Proofs that credentials are sealed, found, rotated and recorded as they should be. */
@NullMarked
package com.stash.local.credentials;

import org.jspecify.annotations.NullMarked;
