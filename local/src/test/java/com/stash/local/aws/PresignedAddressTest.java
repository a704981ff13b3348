package com.stash.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class PresignedAddressTest {
  @Test
  void an_unsigned_copy_header_does_not_turn_an_upload_into_a_copy() throws Exception {
    try (var aws = Clouds.inMemory();
        var http = HttpClient.newHttpClient();
        var presigner =
            S3Presigner.builder()
                .endpointOverride(aws.s3Endpoint())
                .region(aws.region())
                .credentialsProvider(aws.presigningCredentials())
                .serviceConfiguration(
                    S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
      aws.s3().createBucket(b -> b.bucket("documents"));
      aws.s3()
          .putObject(p -> p.bucket("documents").key("theirs"), RequestBody.fromString("secret"));
      var address =
          presigner
              .presignPutObject(
                  p ->
                      p.signatureDuration(Duration.ofMinutes(5))
                          .putObjectRequest(o -> o.bucket("documents").key("mine")))
              .url()
              .toURI();
      var copy =
          HttpRequest.newBuilder(address)
              .header("x-amz-copy-source", "/documents/theirs")
              .PUT(BodyPublishers.noBody())
              .build();
      assertThat(http.send(copy, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
      var upload = HttpRequest.newBuilder(address).PUT(BodyPublishers.ofString("own")).build();
      assertThat(http.send(upload, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }
}
