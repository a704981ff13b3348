/**
 * Makes valid data of every kind, in sentences: what tests are given, and what the seeder sows. All
 * of it is written through the use cases or in transactions like theirs, so that the streams make
 * usage and audit of it, and every invariant holds for it.
 */
@NullMarked
package com.stash.local.factories;

import org.jspecify.annotations.NullMarked;
