/**
 * Tokens of OIDC issuers: their keys by discovery, and the checks that a token must pass. A JOSE
 * library parses and verifies; what is trusted is decided here.
 */
@NullMarked
package com.stash.functions.api.oidc;

import org.jspecify.annotations.NullMarked;
