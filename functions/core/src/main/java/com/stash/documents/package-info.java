/**
 * Documents and their jobs: announced, received, checked against what was said, and queued. A
 * document has at most one live job.
 */
@NullMarked
package com.stash.documents;

import org.jspecify.annotations.NullMarked;
