package com.stash.store;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The clients of the services. Each is asked for by who needs it, and may be built only then. */
public interface Clients {
  DynamoDbClient dynamoDb();

  S3Client s3();

  S3Presigner presigner();

  SqsClient sqs();

  KmsClient kms();

  /** Clients that are there already. */
  record Given(
      DynamoDbClient dynamoDb, S3Client s3, S3Presigner presigner, SqsClient sqs, KmsClient kms)
      implements Clients {}
}
