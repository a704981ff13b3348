package com.stash.local.aws;

import java.io.InputStream;
import java.util.List;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * What a tenant's own key may do: read and list below tenants/{tenantId}/, write and delete below
 * its inbox. Everything else is AccessDenied, as IAM would have it. It is long because it names
 * every operation: a test holds that no operation of the store is left unconsidered.
 */
final class TenantBlobStore extends ForwardingBlobStore {
  private final String home;
  private final String inbox;

  TenantBlobStore(BlobStore store, String tenantId) {
    super(store);
    this.home = "tenants/" + tenantId + "/";
    this.inbox = home + "inbox/";
  }

  static S3ProxyException denied() {
    return new S3ProxyException(S3ErrorCode.ACCESS_DENIED);
  }

  private void mayRead(@Nullable String key) {
    mustBeUnder(home, key);
  }

  private void mayWrite(@Nullable String key) {
    mustBeUnder(inbox, key);
  }

  private static void mustBeUnder(String prefix, @Nullable String key) {
    if (key != null && MultipartStub.is(key)) {
      return;
    }
    if (key == null || !key.startsWith(prefix) || List.of(key.split("/", -1)).contains("..")) {
      throw denied();
    }
  }

  @Override
  public ListBucketsResponse list() {
    throw denied();
  }

  @Override
  public ListBucketsResponse list(ListBucketsRequest request) {
    throw denied();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    mayRead(request.prefix());
    return super.list(request);
  }

  @Override
  public ListObjectsV2Response list(String bucket) {
    throw denied();
  }

  @Override
  public ListObjectsResponse listV1(ListObjectsRequest request) {
    mayRead(request.prefix());
    return super.listV1(request);
  }

  @Override
  public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
    mayRead(request.prefix());
    return super.listVersions(request);
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    mayRead(request.key());
    return super.blobMetadata(request);
  }

  @Override
  public HeadObjectResponse blobMetadataIfPresent(HeadObjectRequest request) {
    mayRead(request.key());
    return super.blobMetadataIfPresent(request);
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    mayRead(key);
    return super.blobExists(bucket, key);
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    mayRead(MultipartPart.objectOf(request.key()));
    return super.getBlob(request);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    mayWrite(request.key());
    return super.putBlob(request, content);
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    mayRead(request.sourceKey());
    mayWrite(request.destinationKey());
    return super.copyBlob(request);
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    mayWrite(request.key());
    return super.removeBlob(request);
  }

  @Override
  public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
    request.delete().objects().forEach(object -> mayWrite(object.key()));
    return super.removeBlobs(request);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    mayWrite(request.key());
    return super.initiateMultipartUpload(request);
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream content) {
    mayWrite(upload.blobName());
    return super.uploadMultipartPart(upload, request, content);
  }

  @Override
  public UploadPartCopyResponse copyMultipartPart(
      MultipartUpload upload, UploadPartCopyRequest request) {
    mayWrite(upload.blobName());
    mayRead(request.sourceKey());
    return super.copyMultipartPart(upload, request);
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    mayWrite(upload.blobName());
    return super.completeMultipartUpload(upload, request);
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    mayWrite(upload.blobName());
    super.abortMultipartUpload(upload);
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    mayWrite(upload.blobName());
    return super.listMultipartUpload(upload);
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String bucket) {
    throw denied();
  }

  @Override
  public CreateBucketResponse createContainer(CreateBucketRequest request) {
    throw denied();
  }

  @Override
  public void deleteContainer(String bucket) {
    throw denied();
  }

  @Override
  public void deleteBucket(String bucket) {
    throw denied();
  }

  @Override
  public void clearContainer(ListObjectsV2Request request) {
    throw denied();
  }

  @Override
  public BucketCannedACL getContainerAccess(String bucket) {
    throw denied();
  }

  @Override
  public GetBucketAclResponse getContainerAcl(GetBucketAclRequest request) {
    throw denied();
  }

  @Override
  public void setContainerAccess(String bucket, BucketCannedACL access) {
    throw denied();
  }

  @Override
  public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
    throw denied();
  }

  @Override
  public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
    throw denied();
  }

  @Override
  public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
    throw denied();
  }

  @Override
  public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
    throw denied();
  }

  @Override
  public DeleteBucketEncryptionResponse deleteBucketEncryption(
      DeleteBucketEncryptionRequest request) {
    throw denied();
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key) {
    if (MultipartStub.is(key)) {
      return super.getBlobAccess(bucket, key);
    }
    throw denied();
  }

  @Override
  public ObjectCannedACL getBlobAccess(String bucket, String key, String version) {
    throw denied();
  }

  @Override
  public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
    throw denied();
  }

  @Override
  public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
    throw denied();
  }

  @Override
  public void setBlobAccess(String bucket, String key, ObjectCannedACL access, String version) {
    throw denied();
  }
}
