/** The store and the event functions against the embedded services. */
@NullMarked
package com.stash.local.store;

import org.jspecify.annotations.NullMarked;
