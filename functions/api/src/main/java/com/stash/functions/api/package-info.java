/**
 * The HTTP API of the tenants: who is calling, what is asked, one small method per operation, and
 * the answer. {@code openapi.yaml} is the contract; routes, permissions and checks are read from
 * it, and what it does not say is refused.
 */
@NullMarked
package com.stash.functions.api;

import org.jspecify.annotations.NullMarked;
