package com.stash.infra;

import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexPropsV2;
import software.amazon.awscdk.services.dynamodb.MaxThroughputProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.TableEncryptionV2;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/** One table for each entity, from the same statement that local mode makes them of. */
final class EntityTables extends Construct {
  private final Map<TableStatement, TableV2> tables = new LinkedHashMap<>();

  EntityTables(Construct scope, EnvironmentConfig config, IKey key) {
    super(scope, "Tables");
    for (var statement : Tables.ALL) {
      tables.put(statement, table(config, statement, key));
    }
  }

  /** Returns the ARN of a table's stream. */
  String stream(TableStatement statement) {
    var table = Objects.requireNonNull(tables.get(statement), statement.name());
    return Objects.requireNonNull(table.getTableStreamArn(), statement.name());
  }

  private TableV2 table(EnvironmentConfig config, TableStatement statement, IKey key) {
    var table =
        TableV2.Builder.create(this, Ids.camel(statement.name()))
            .tableName(config.named(statement.name()))
            .partitionKey(text(statement.partitionKey()))
            .sortKey(text(statement.sortKey()))
            .billing(
                Billing.onDemand(
                    MaxThroughputProps.builder()
                        .maxReadRequestUnits(config.capacity().tableReads())
                        .maxWriteRequestUnits(config.capacity().tableWrites())
                        .build()))
            .encryption(TableEncryptionV2.customerManagedKey(key))
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .deletionProtection(config.kept())
            .removalPolicy(config.removal());
    if (statement.sparseIndex() != null) {
      table.globalSecondaryIndexes(List.of(index(statement, statement.sparseIndex())));
    }
    if (statement.streamed()) {
      table.dynamoStream(StreamViewType.NEW_AND_OLD_IMAGES);
    }
    if (statement.expiryAttribute() != null) {
      table.timeToLiveAttribute(statement.expiryAttribute());
    }
    return table.build();
  }

  private static GlobalSecondaryIndexPropsV2 index(TableStatement statement, String attribute) {
    return GlobalSecondaryIndexPropsV2.builder()
        .indexName(attribute)
        .partitionKey(text(statement.partitionKey()))
        .sortKey(text(attribute))
        .projectionType(ProjectionType.KEYS_ONLY)
        .build();
  }

  private static Attribute text(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }
}
