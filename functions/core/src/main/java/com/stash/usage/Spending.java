package com.stash.usage;

import com.stash.kernel.MicroCredits;

/**
 * What a tenant has left and has used.
 *
 * @param balance grants less costs
 * @param documentsThisMonth documents that came in the current calendar month, UTC
 */
public record Spending(MicroCredits balance, long documentsThisMonth) {}
