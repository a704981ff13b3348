package com.stash.local.demo;

import com.stash.local.aws.EmbeddedAws;
import com.stash.tenancy.Tenant;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A demo tenant with what its own programs use: an API client with its key, and the access key that
 * lets it drop files under its prefix.
 */
public record DemoTenant(Tenant tenant, String apiKey, String accessKey, String secretKey) {
  static DemoTenant of(Tenant tenant, String apiKey, EmbeddedAws aws) {
    var keys = aws.tenantStorageKeys();
    var id = tenant.id().value();
    return new DemoTenant(tenant, apiKey, keys.accessKey(id), keys.secretKey(id));
  }

  /** Returns a client of the API at the tenant's own host name. */
  ApiClient api(URI endpoint) {
    return new ApiClient(endpoint, apiKey);
  }

  /** Returns an S3 client with the tenant's own access key. */
  S3Client s3(EmbeddedAws aws) {
    return S3Client.builder()
        .endpointOverride(aws.s3Endpoint())
        .region(aws.region())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  @Override
  public String toString() {
    return "DemoTenant[" + tenant.slug() + "]";
  }
}
