package com.stash.local.aws;

import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.BlobStoreLocator;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Finds the store an access key may use: all of it for root, a tenant's own part for a tenant. */
record StorageGate(
    BlobStore store,
    String rootAccessKey,
    String rootSecretKey,
    AwsCredentials presigning,
    TenantStorageKeys tenantKeys)
    implements BlobStoreLocator {
  /** Who asks without a signature: a browser before it sends a form or a signed request. */
  private static final String NOBODY = "nobody";

  @Override
  public @Nullable AccessGrant locateBlobStore(
      @Nullable String accessKey, String bucket, String key) {
    if (accessKey == null || accessKey.isEmpty()) {
      return AccessGrant.anonymous(new TenantBlobStore(store, NOBODY));
    }
    if (accessKey.equals(rootAccessKey)) {
      return new AccessGrant(rootSecretKey, store);
    }
    if (accessKey.equals(presigning.accessKeyId())) {
      return new AccessGrant(presigning.secretAccessKey(), new PresignedBlobStore(store));
    }
    return TenantStorageKeys.tenantOf(accessKey)
        .map(
            tenantId ->
                new AccessGrant(
                    tenantKeys.secretKey(tenantId), new TenantBlobStore(store, tenantId)))
        .orElse(null);
  }
}
