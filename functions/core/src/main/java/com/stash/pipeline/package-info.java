/** Running a job: under a lease, step after step, one execution row per step and attempt. */
@NullMarked
package com.stash.pipeline;

import org.jspecify.annotations.NullMarked;
