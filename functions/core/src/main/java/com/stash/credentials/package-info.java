/**
 * Secrets of the platform, a tenant, a campaign or a processor, sealed so that a ciphertext moved
 * to another place cannot be opened. Values go in and never come out of the API; a processor gets
 * the current value of a key from the narrowest place that holds it, and its use is recorded.
 */
@NullMarked
package com.stash.credentials;

import org.jspecify.annotations.NullMarked;
