/**
 * Lambda on one machine: the deployed handlers called through Lambda's own serialization, and the
 * event sources that feed them, with batches, partial failures, retries and checkpoints as AWS has
 * them.
 */
@NullMarked
package com.stash.local.lambda;

import org.jspecify.annotations.NullMarked;
