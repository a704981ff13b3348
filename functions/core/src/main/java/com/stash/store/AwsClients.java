package com.stash.store;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Clients of AWS, or of another engine at one endpoint. Region, credentials and HTTP client are
 * given, not searched for; each client is built when it is first asked for, so that a function's
 * start loads nothing that the function does not use.
 */
final class AwsClients implements Clients {
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final Optional<URI> endpoint;
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Once<DynamoDbClient> dynamoDb =
      new Once<>(() -> configured(DynamoDbClient.builder()).build());
  private final Once<S3Client> s3 = new Once<>(this::newS3);
  private final Once<S3Presigner> presigner = new Once<>(this::newPresigner);
  private final Once<SqsClient> sqs = new Once<>(() -> configured(SqsClient.builder()).build());
  private final Once<KmsClient> kms = new Once<>(() -> configured(KmsClient.builder()).build());

  AwsClients(Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {
    this.region = region;
    this.credentials = credentials;
    this.endpoint = endpoint;
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return dynamoDb.get();
  }

  @Override
  public S3Client s3() {
    return s3.get();
  }

  @Override
  public S3Presigner presigner() {
    return presigner.get();
  }

  @Override
  public SqsClient sqs() {
    return sqs.get();
  }

  @Override
  public KmsClient kms() {
    return kms.get();
  }

  /** Builds a client of STS. */
  StsClient sts() {
    return configured(StsClient.builder()).build();
  }

  private S3Client newS3() {
    return configured(S3Client.builder())
        .forcePathStyle(endpoint.isPresent())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .build();
  }

  private S3Presigner newPresigner() {
    var builder =
        S3Presigner.builder()
            .s3Client(s3())
            .region(region)
            .credentialsProvider(credentials)
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(endpoint.isPresent()).build());
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder) {
    builder.region(region).credentialsProvider(credentials);
    endpoint.ifPresent(builder::endpointOverride);
    return builder.httpClient(http);
  }
}
