package com.stash.documents;

import java.time.Instant;

/**
 * The right to run a job until a time.
 *
 * @param owner the runner, one name for each receipt of a message
 * @param fence grows with each lease of the job
 */
public record Lease(String owner, Instant expiresAt, long fence) {}
