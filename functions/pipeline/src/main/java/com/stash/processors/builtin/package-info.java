/**
 * The processors Stash ships. What reads a tenant's files, or runs a tenant's schemas, does so in a
 * process of its own with limits.
 */
@NullMarked
package com.stash.processors.builtin;

import org.jspecify.annotations.NullMarked;
