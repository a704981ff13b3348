package com.stash.local.lambda;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * How far each function has read each shard, in the table local-checkpoints. A shard read to its
 * end is remembered as finished.
 */
final class Checkpoints {
  private static final String TABLE = "local-checkpoints";
  private static final String KEY = "reader";
  private static final String POSITION = "position";
  private static final String FINISHED = "finished";

  private final DynamoDbClient dynamoDb;
  private final String function;

  private Checkpoints(DynamoDbClient dynamoDb, String function) {
    this.dynamoDb = dynamoDb;
    this.function = function;
  }

  static Checkpoints open(DynamoDbClient dynamoDb, String function) {
    try {
      dynamoDb.createTable(
          table ->
              table
                  .tableName(TABLE)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(
                      AttributeDefinition.builder()
                          .attributeName(KEY)
                          .attributeType(ScalarAttributeType.S)
                          .build())
                  .keySchema(
                      KeySchemaElement.builder().attributeName(KEY).keyType(KeyType.HASH).build()));
    } catch (ResourceInUseException e) {
      // another reader made it
    }
    return new Checkpoints(dynamoDb, function);
  }

  /** Returns the sequence number of the last record done, if any was. */
  Optional<String> position(String shard) {
    return Optional.ofNullable(item(shard).get(POSITION)).map(AttributeValue::s);
  }

  boolean finished(String shard) {
    return item(shard).containsKey(FINISHED);
  }

  void done(String shard, String sequenceNumber) {
    put(Map.of(KEY, key(shard), POSITION, text(sequenceNumber)));
  }

  void finish(String shard) {
    put(Map.of(KEY, key(shard), FINISHED, AttributeValue.builder().bool(true).build()));
  }

  private void put(Map<String, AttributeValue> item) {
    dynamoDb.putItem(p -> p.tableName(TABLE).item(item));
  }

  private Map<String, AttributeValue> item(String shard) {
    return dynamoDb
        .getItem(g -> g.tableName(TABLE).key(Map.of(KEY, key(shard))).consistentRead(true))
        .item();
  }

  private AttributeValue key(String shard) {
    return text(function + "/" + shard);
  }

  private static AttributeValue text(String text) {
    return AttributeValue.builder().s(text).build();
  }
}
