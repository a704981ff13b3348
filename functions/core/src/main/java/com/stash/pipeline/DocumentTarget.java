package com.stash.pipeline;

import com.stash.documents.DocumentId;
import com.stash.transactions.IdempotencyKey;
import org.jspecify.annotations.Nullable;

/**
 * The document that a person wants something done with.
 *
 * @param version the one that was read
 * @param request by which a repeat is known
 */
public record DocumentTarget(DocumentId id, long version, @Nullable IdempotencyKey request) {}
