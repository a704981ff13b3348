/**
 * Attacks on the isolation of tenants, generated from the contract: what is not attacked here does
 * not exist, since an operation without a sample fails the build.
 */
@NullMarked
package com.stash.local.attacks;

import org.jspecify.annotations.NullMarked;
