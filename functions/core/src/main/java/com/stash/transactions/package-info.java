/**
 * Several changes of one tenant's items that happen together or not at all. Use cases say what to
 * change; the store knows how.
 */
@NullMarked
package com.stash.transactions;

import org.jspecify.annotations.NullMarked;
