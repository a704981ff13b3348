/** An OIDC issuer of this machine's own, so that signing in can be tried without any other. */
@NullMarked
package com.stash.local.issuer;

import org.jspecify.annotations.NullMarked;
