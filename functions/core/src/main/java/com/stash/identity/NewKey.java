package com.stash.identity;

import org.jspecify.annotations.Nullable;

/**
 * A key that was made.
 *
 * @param text to be shown once; {@code null} when it was shown before
 */
public record NewKey(ApiKey key, @Nullable ApiKeyText text) {}
