package com.stash.documents;

import com.stash.kernel.ErrorClass;
import java.time.Instant;

/** One failure within a job. */
public record JobError(
    String step, String code, ErrorClass kind, String message, int attempt, Instant at) {}
