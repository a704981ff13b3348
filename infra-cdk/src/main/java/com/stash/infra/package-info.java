/**
 * The AWS resources of an environment, as a CDK app: a data stack that outlives deployments and an
 * app stack that does not. Tables come from {@code com.stash.store.Tables}, routes from the API's
 * contract, and what each function may do from {@link com.stash.infra.Rights}.
 */
@NullMarked
package com.stash.infra;

import org.jspecify.annotations.NullMarked;
