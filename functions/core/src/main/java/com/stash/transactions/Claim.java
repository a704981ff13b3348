package com.stash.transactions;

import com.stash.kernel.Entity;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that can be taken once in a tenant: an idempotency key, or a content hash in a campaign. It
 * is written in the transaction that has the effect, so that effect and memory are one write.
 *
 * @param owner the key of what the claim stands for
 * @param fingerprint the hash of the request that took it, where a repeat must be the same
 * @param expiresAt when it may be forgotten
 */
public record Claim(
    String key,
    String owner,
    @Nullable Sha256 fingerprint,
    @Nullable Instant expiresAt,
    Stamp stamp)
    implements Entity {}
