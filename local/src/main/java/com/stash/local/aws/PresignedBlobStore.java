package com.stash.local.aws;

import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;

/**
 * What a presigned address may do. S3 refuses headers that are not signed, and this server does
 * not: with one of them a PUT would become a copy of any object, so nothing is copied here.
 */
final class PresignedBlobStore extends ForwardingBlobStore {
  PresignedBlobStore(BlobStore store) {
    super(store);
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    throw TenantBlobStore.denied();
  }
}
