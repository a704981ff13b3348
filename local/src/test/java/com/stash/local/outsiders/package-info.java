/**
 * Stash on one machine, used by clients that are not ours: the AWS CLI and the AWS SDK for
 * JavaScript, as they are installed here.
 */
@NullMarked
package com.stash.local.outsiders;

import org.jspecify.annotations.NullMarked;
