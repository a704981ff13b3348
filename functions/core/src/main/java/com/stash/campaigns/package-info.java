/**
 * What is done with a tenant's documents: campaigns and the numbered revisions of their pipelines.
 * A pipeline is checked whole before it is kept, and a job pins the revision it runs.
 */
@NullMarked
package com.stash.campaigns;

import org.jspecify.annotations.NullMarked;
