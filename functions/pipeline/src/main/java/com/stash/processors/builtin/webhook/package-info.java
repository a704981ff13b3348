/** The webhook: tells another system of a document, in a signed message over HTTPS. */
@NullMarked
package com.stash.processors.builtin.webhook;

import org.jspecify.annotations.NullMarked;
