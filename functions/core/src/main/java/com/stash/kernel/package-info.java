/**
 * The words every feature shares: ids, stamps, money, hashes, outcomes and pages. It knows no
 * tenant, no table and no protocol.
 */
@NullMarked
package com.stash.kernel;

import org.jspecify.annotations.NullMarked;
