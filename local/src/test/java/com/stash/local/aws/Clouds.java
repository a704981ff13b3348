package com.stash.local.aws;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.s3.S3Client;

/** Clouds and clients as the tests want them. */
public final class Clouds {
  private Clouds() {}

  public static EmbeddedAws inMemory() {
    return EmbeddedAws.start(settings(null, -1));
  }

  /** As {@link #inMemory}, with DynamoDB on a port of its own too. */
  public static EmbeddedAws withDynamoDbEndpoint() {
    return EmbeddedAws.start(settings(null, 0));
  }

  public static EmbeddedAws on(Path folder) {
    return EmbeddedAws.start(settings(folder, -1));
  }

  static EmbeddedAws.Settings settings(@Nullable Path folder, int dynamoDbPort) {
    return new EmbeddedAws.Settings(
        folder, dynamoDbPort, 0, 0, "root", "root-secret", Clock.systemUTC());
  }

  static S3Client s3(URI endpoint, String accessKey, String secretKey) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** Creates a table with a string key and a stream of both images, and returns its stream. */
  public static String tableWithStream(DynamoDbClient dynamoDb, String name) {
    return dynamoDb
        .createTable(
            table ->
                table
                    .tableName(name)
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(
                        KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build())
                    .billingMode("PAY_PER_REQUEST")
                    .streamSpecification(
                        s ->
                            s.streamEnabled(true)
                                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
        .tableDescription()
        .latestStreamArn();
  }

  /** Puts a row with the id and nothing else. */
  public static void put(DynamoDbClient dynamoDb, String table, String id) {
    dynamoDb.putItem(
        p -> p.tableName(table).item(Map.of("id", AttributeValue.builder().s(id).build())));
  }
}
