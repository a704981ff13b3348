/**
 * An API Gateway HTTP API on this machine: routes, a Lambda authorizer and Lambda integrations with
 * payload format 2.0, and the gateway's own answers and limits.
 */
@NullMarked
package com.stash.local.gateway;

import org.jspecify.annotations.NullMarked;
