package com.stash.documents;

import com.stash.kernel.Sha256;

/**
 * What was found when the bytes came.
 *
 * @param type the media type detected from the bytes
 * @param storageVersion what pins the bytes: the object's version id, or its ETag where the store
 *     keeps no versions
 * @param sequencer S3's sequencer of the event, which orders events of one key
 */
public record Arrival(
    String type, long sizeBytes, Sha256 sha256, String storageVersion, String sequencer) {}
