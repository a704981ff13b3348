/**
 * The operators' commands: what they have in common, and where they run. A command works on the
 * data folder of this machine - inside the server when one is running there - or on a deployed
 * environment, over the same use cases.
 */
@NullMarked
package com.stash.local.operator;

import org.jspecify.annotations.NullMarked;
