/** The operators' commands, one class for each; what they have in common is in {@code operator}. */
@NullMarked
package com.stash.local.commands;

import org.jspecify.annotations.NullMarked;
