package com.stash.local.recording;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.kms.model.KmsRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SqsRequest;

/**
 * The IAM actions that a request needs, and on what: {@code dynamodb:GetItem documents}. A
 * transaction needs those of its parts.
 */
final class Calls {
  private static final Pattern TABLE = Pattern.compile("stash-[a-z0-9]+-(.+)");

  private Calls() {}

  static Stream<String> of(SdkRequest request) {
    return switch (request) {
      case TransactWriteItemsRequest transaction ->
          transaction.transactItems().stream().map(Calls::part);
      case BatchGetItemRequest batch ->
          batch.requestItems().keySet().stream().map(t -> onTable("BatchGetItem", t));
      case QueryRequest query when query.indexName() != null ->
          Stream.of(onTable("Query", query.tableName()) + "/index");
      case DynamoDbRequest other -> Stream.of(onTable(name(other), text(other, "TableName")));
      case CopyObjectRequest copy ->
          Stream.of(
              onBucket("GetObject", copy.sourceBucket()),
              onBucket("PutObject", copy.destinationBucket()));
      case HeadBucketRequest head -> Stream.of(onBucket("ListBucket", head.bucket()));
      case S3Request other -> Stream.of(onBucket(name(other), text(other, "Bucket")));
      case SendMessageBatchRequest _ -> Stream.of("sqs:SendMessage jobs");
      case SqsRequest other -> Stream.of("sqs:" + name(other) + " jobs");
      case KmsRequest other -> Stream.of("kms:" + name(other) + " credentials");
      default -> throw new IllegalArgumentException("not known: " + request);
    };
  }

  private static String part(TransactWriteItem item) {
    return Stream.of(
            item.put() == null ? "" : onTable("PutItem", item.put().tableName()),
            item.update() == null ? "" : onTable("UpdateItem", item.update().tableName()),
            item.delete() == null ? "" : onTable("DeleteItem", item.delete().tableName()),
            item.conditionCheck() == null
                ? ""
                : onTable("ConditionCheckItem", item.conditionCheck().tableName()))
        .filter(action -> !action.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static String onTable(String operation, String physical) {
    return "dynamodb:" + operation + " " + TABLE.matcher(physical).replaceFirst("$1");
  }

  private static String onBucket(String operation, String bucket) {
    return "s3:" + operation + " " + bucket.substring(bucket.lastIndexOf('-') + 1);
  }

  private static String name(SdkRequest request) {
    var name = request.getClass().getSimpleName();
    return name.substring(0, name.length() - "Request".length());
  }

  private static String text(SdkRequest request, String field) {
    return request.getValueForField(field, String.class).orElse("");
  }
}
