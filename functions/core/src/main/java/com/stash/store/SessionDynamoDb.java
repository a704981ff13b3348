package com.stash.store;

import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * The one client of all tenants, with each request signed by one tenant's session. It knows the
 * calls that tenants' work needs; any other throws, and so none goes out under another identity.
 */
final class SessionDynamoDb implements DynamoDbClient {
  private final DynamoDbClient client;
  private final AwsCredentialsProvider session;

  SessionDynamoDb(DynamoDbClient client, AwsCredentialsProvider session) {
    this.client = client;
    this.session = session;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return signed(request, client::getItem);
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    return signed(request, client::batchGetItem);
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return signed(request, client::query);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return signed(request, client::putItem);
  }

  @Override
  public UpdateItemResponse updateItem(UpdateItemRequest request) {
    return signed(request, client::updateItem);
  }

  @Override
  public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
    return signed(request, client::transactWriteItems);
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  /** Closes nothing: the client is everybody's. */
  @Override
  public void close() {}

  /** A builder of a request makes a request of the same kind. */
  @SuppressWarnings("unchecked")
  private <Q extends DynamoDbRequest, A> A signed(Q request, Function<Q, A> call) {
    var signing =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder)
            .credentialsProvider(session)
            .build();
    return call.apply((Q) request.toBuilder().overrideConfiguration(signing).build());
  }
}
