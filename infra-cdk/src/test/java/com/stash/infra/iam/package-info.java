/**
 * Evaluates IAM policies the way AWS documents it, for the few elements that Stash uses, and
 * refuses everything else.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">policy
 *     evaluation logic</a>
 */
@NullMarked
package com.stash.infra.iam;

import org.jspecify.annotations.NullMarked;
