package com.stash.store;

import com.stash.kernel.Log;
import com.stash.tenancy.CentralHosts;
import java.time.Clock;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What a function stands on: clients of the services, the environment's names, time and chance. The
 * deployed functions take it from their surroundings, local mode from its embedded services.
 *
 * @param random secure where it is not a test; thread-safe
 * @param sessions under whose credentials one tenant's work is done
 */
public record Backend(
    Clients clients,
    Environment environment,
    CentralHosts hosts,
    Clock clock,
    Random random,
    Log log,
    Sessions sessions) {

  /** Makes a backend where all work is done under one identity. */
  public Backend(
      DynamoDbClient dynamoDb,
      S3Client s3,
      S3Presigner presigner,
      SqsClient sqs,
      KmsClient kms,
      Environment environment,
      CentralHosts hosts,
      Clock clock,
      Random random,
      Log log) {
    this(
        new Clients.Given(dynamoDb, s3, presigner, sqs, kms),
        environment,
        hosts,
        clock,
        random,
        log,
        Sessions.NONE);
  }

  public DynamoDbClient dynamoDb() {
    return clients.dynamoDb();
  }

  public S3Client s3() {
    return clients.s3();
  }

  public S3Presigner presigner() {
    return clients.presigner();
  }

  public SqsClient sqs() {
    return clients.sqs();
  }

  public KmsClient kms() {
    return clients.kms();
  }
}
