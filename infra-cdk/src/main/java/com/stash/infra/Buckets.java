package com.stash.infra;

import com.stash.store.S3Checkpoints;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.CorsRule;
import software.amazon.awscdk.services.s3.HttpMethods;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectLockRetention;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.amazon.awscdk.services.s3.StorageClass;
import software.amazon.awscdk.services.s3.Transition;
import software.constructs.Construct;

/**
 * The buckets: the tenants' documents, each tenant's under its own prefix; the archive, in which
 * nothing can be changed or deleted before its time; and the record of who read what.
 */
final class Buckets extends Construct {
  final Bucket documents;
  final Bucket archive;

  Buckets(Construct scope, EnvironmentConfig config, IKey key) {
    super(scope, "Buckets");
    var access =
        common("Access", config, "access")
            .encryption(BucketEncryption.S3_MANAGED)
            .lifecycleRules(List.of(expiring(config.logDays())))
            .build();
    documents =
        common("Documents", config, "documents")
            .versioned(true)
            .encryption(BucketEncryption.KMS)
            .encryptionKey(key)
            // With a bucket key the encryption context would be the bucket and not the object.
            .bucketKeyEnabled(false)
            .serverAccessLogsBucket(access)
            .serverAccessLogsPrefix("documents/")
            .cors(List.of(uploads(config)))
            .lifecycleRules(lifecycle(config))
            .build();
    archive =
        common("Archive", config, "archive")
            .objectLockEnabled(true)
            .objectLockDefaultRetention(
                config.kept()
                    ? ObjectLockRetention.compliance(Duration.days(config.logDays()))
                    : ObjectLockRetention.governance(Duration.days(1)))
            .encryption(BucketEncryption.KMS)
            .encryptionKey(key)
            .bucketKeyEnabled(true)
            .serverAccessLogsBucket(access)
            .serverAccessLogsPrefix("archive/")
            .build();
    archive.addToResourcePolicy(onlyNew(archive));
  }

  /** The lock keeps every version; that a newer one hides an older is refused here. */
  private static PolicyStatement onlyNew(Bucket archive) {
    return PolicyStatement.Builder.create()
        .effect(Effect.DENY)
        .principals(List.of(new AnyPrincipal()))
        .actions(List.of("s3:PutObject"))
        .resources(List.of(archive.arnForObjects(S3Checkpoints.prefix("*") + "*")))
        .conditions(Map.of("Null", Map.of("s3:if-none-match", "true")))
        .build();
  }

  private Bucket.Builder common(String id, EnvironmentConfig config, String purpose) {
    return Bucket.Builder.create(this, id)
        .bucketName(config.bucket(purpose))
        .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
        .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
        .enforceSsl(true)
        .minimumTlsVersion(1.2)
        .removalPolicy(config.removal());
  }

  private static CorsRule uploads(EnvironmentConfig config) {
    return CorsRule.builder()
        .allowedOrigins(config.browserOrigins())
        .allowedMethods(List.of(HttpMethods.PUT, HttpMethods.GET))
        .allowedHeaders(List.of("content-type", "if-none-match", "x-amz-*"))
        .exposedHeaders(List.of("ETag", "x-amz-version-id"))
        .maxAge(3_600)
        .build();
  }

  private static List<LifecycleRule> lifecycle(EnvironmentConfig config) {
    return List.of(
        LifecycleRule.builder()
            .id("unfinished-uploads")
            .abortIncompleteMultipartUploadAfter(Duration.days(1))
            .build(),
        LifecycleRule.builder()
            .id("overwritten")
            .noncurrentVersionExpiration(Duration.days(config.kept() ? 30 : 1))
            .build(),
        LifecycleRule.builder()
            .id("set-aside")
            .prefix("set-aside/")
            .expiration(Duration.days(config.kept() ? 90 : 7))
            .build(),
        LifecycleRule.builder()
            .id("seldom-read")
            .prefix("tenants/")
            .transitions(
                List.of(
                    Transition.builder()
                        .storageClass(StorageClass.INTELLIGENT_TIERING)
                        .transitionAfter(Duration.days(30))
                        .build()))
            .build());
  }

  private static LifecycleRule expiring(int days) {
    return LifecycleRule.builder().id("old-logs").expiration(Duration.days(days)).build();
  }
}
