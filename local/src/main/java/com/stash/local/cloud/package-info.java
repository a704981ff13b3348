/**
 * The whole of Stash in one JVM: the embedded services, the deployed handlers and what feeds them.
 */
@NullMarked
package com.stash.local.cloud;

import org.jspecify.annotations.NullMarked;
