package com.stash.documents;

import java.time.Instant;

/**
 * What S3 says of a new object.
 *
 * @param key the full key, decoded
 * @param sequencer orders events of one key; the same in a repeat of the event
 */
public record ObjectCreated(String key, long sizeBytes, String sequencer, Instant time) {}
