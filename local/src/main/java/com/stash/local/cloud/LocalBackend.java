package com.stash.local.cloud;

import com.stash.identity.TrustedIssuer;
import com.stash.kernel.Log;
import com.stash.local.aws.EmbeddedAws;
import com.stash.store.Backend;
import com.stash.store.CreatingTables;
import com.stash.store.Environment;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.HostName;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes in the embedded services what the CDK stack makes in an account. */
final class LocalBackend {
  static final String BUCKET = "stash-local-documents";
  private static final String ARCHIVE = "stash-local-archive";
  private static final String CREDENTIAL_KEY = "alias/stash-local-credentials";
  private static final CentralHosts HOSTS =
      new CentralHosts(
          Set.of(new HostName("127.0.0.1"), new HostName("localhost"), new HostName("stash.test")),
          new HostName("localhost"));

  private LocalBackend() {}

  static Backend create(
      EmbeddedAws aws, LocalQueues queues, List<TrustedIssuer> issuers, Clock clock, Log log) {
    var environment =
        new Environment("local", BUCKET, ARCHIVE, queues.jobs(), CREDENTIAL_KEY, issuers);
    createBucket(aws.s3(), BUCKET);
    createBucket(aws.s3(), ARCHIVE);
    createKey(aws);
    new CreatingTables(aws.dynamoDb(), environment).create();
    return new Backend(
        aws.dynamoDb(),
        aws.s3(),
        presigner(aws),
        aws.sqs(),
        aws.kms(),
        environment,
        HOSTS,
        clock,
        new SecureRandom(),
        log);
  }

  private static void createBucket(S3Client s3, String name) {
    try {
      s3.createBucket(b -> b.bucket(name));
    } catch (BucketAlreadyOwnedByYouException e) {
      // It is there from an earlier start.
    }
  }

  private static void createKey(EmbeddedAws aws) {
    try {
      aws.kms().describeKey(d -> d.keyId(CREDENTIAL_KEY));
    } catch (NotFoundException e) {
      var key = aws.kms().createKey(c -> {}).keyMetadata().keyId();
      aws.kms().createAlias(a -> a.aliasName(CREDENTIAL_KEY).targetKeyId(key));
    }
  }

  private static S3Presigner presigner(EmbeddedAws aws) {
    var signing =
        S3Client.builder()
            .endpointOverride(aws.s3Endpoint())
            .region(aws.region())
            .credentialsProvider(aws.presigningCredentials())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .build();
    return S3Presigner.builder()
        .s3Client(signing)
        .endpointOverride(aws.s3Endpoint())
        .region(aws.region())
        .credentialsProvider(aws.presigningCredentials())
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .build();
  }
}
