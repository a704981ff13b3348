/**
 * Reads hostile files in child JVMs, so that what a document breaks is a process and not the host.
 * Parent and child speak length-prefixed JSON over the child's standard input and output.
 */
@NullMarked
package com.stash.processors.builtin.parsing;

import org.jspecify.annotations.NullMarked;
