package com.stash.store;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One cheap call of each service Stash stands on; it throws when the service does not answer. */
public final class Probes {
  private Probes() {}

  /** Returns the calls by their services' names, in the order of a request's way. */
  public static Map<String, Runnable> of(Backend backend) {
    var environment = backend.environment();
    var probes = new LinkedHashMap<String, Runnable>();
    probes.put(
        "dynamodb",
        () ->
            backend
                .dynamoDb()
                .getItem(
                    g ->
                        g.tableName(environment.table(Tables.NAMES))
                            .key(
                                Map.of(
                                    "kind", AttributeValue.fromS("probe"),
                                    "name", AttributeValue.fromS("probe")))));
    probes.put("s3", () -> backend.s3().headBucket(h -> h.bucket(environment.bucket())));
    probes.put(
        "sqs",
        () ->
            backend
                .sqs()
                .getQueueAttributes(
                    q ->
                        q.queueUrl(environment.jobQueueUrl())
                            .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)));
    probes.put("kms", () -> backend.kms().describeKey(d -> d.keyId(environment.credentialKey())));
    return probes;
  }
}
