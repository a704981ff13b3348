package com.stash.store;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Creates the tables of an environment that has no CDK stack: local mode and tests. */
public final class CreatingTables {
  private final DynamoDbClient client;
  private final Environment environment;

  public CreatingTables(DynamoDbClient client, Environment environment) {
    this.client = client;
    this.environment = environment;
  }

  /** Creates what is missing and returns how many tables that were. */
  public int create() {
    int created = 0;
    for (var statement : Tables.ALL) {
      try {
        client.createTable(request(statement));
        created++;
      } catch (ResourceInUseException e) {
        // It is there.
      }
    }
    return created;
  }

  /** Returns the physical names of the tables that are not there. */
  public List<String> missing() {
    return Tables.ALL.stream().map(environment::table).filter(name -> !isThere(name)).toList();
  }

  private boolean isThere(String table) {
    try {
      client.describeTable(d -> d.tableName(table));
      return true;
    } catch (ResourceNotFoundException e) {
      return false;
    }
  }

  private CreateTableRequest request(TableStatement statement) {
    var attributes = new ArrayList<AttributeDefinition>();
    attributes.add(text(statement.partitionKey()));
    attributes.add(text(statement.sortKey()));
    var request =
        CreateTableRequest.builder()
            .tableName(environment.table(statement))
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(
                key(statement.partitionKey(), KeyType.HASH),
                key(statement.sortKey(), KeyType.RANGE));
    var index = statement.sparseIndex();
    if (index != null) {
      attributes.add(text(index));
      request.globalSecondaryIndexes(
          GlobalSecondaryIndex.builder()
              .indexName(index)
              .keySchema(key(statement.partitionKey(), KeyType.HASH), key(index, KeyType.RANGE))
              .projection(p -> p.projectionType(ProjectionType.KEYS_ONLY))
              .build());
    }
    if (statement.streamed()) {
      request.streamSpecification(
          s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES));
    }
    return request.attributeDefinitions(attributes).build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
