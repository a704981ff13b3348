package com.stash.local.operator;

import com.stash.local.aws.CannotStart;
import com.stash.store.AwsBackend;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * A deployed environment, with the AWS credentials and region of the operator's own surroundings.
 * All its names follow from the environment's name and account; the host names are tags of the job
 * queue, where the stack writes them.
 */
final class DeployedSession {
  static final String BASE_DOMAIN = "stash-base-domain";
  static final String CENTRAL_HOST = "stash-central-host";

  private DeployedSession() {}

  static Session open(String environment, String input) {
    try {
      return new Session(
          AwsBackend.of(variables(environment), DefaultCredentialsProvider.builder().build()),
          null,
          Path.of("").toAbsolutePath(),
          input);
    } catch (QueueDoesNotExistException e) {
      throw new CannotStart(
          "There is no environment %s in this account and region: deploy it, or set AWS_PROFILE and AWS_REGION."
              .formatted(environment));
    } catch (SqsException | SdkClientException e) {
      throw new CannotStart(
          "The environment %s cannot be reached: check AWS_PROFILE and AWS_REGION."
              .formatted(environment),
          e);
    }
  }

  private static Map<String, String> variables(String environment) {
    var endpoint = Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL"));
    var region = new DefaultAwsRegionProviderChain().getRegion();
    try (var sqs = sqs(region, endpoint)) {
      var url = sqs.getQueueUrl(q -> q.queueName("stash-" + environment + "-jobs")).queueUrl();
      var tags = sqs.listQueueTags(q -> q.queueUrl(url)).tags();
      var variables = new HashMap<String, String>();
      variables.put("AWS_REGION", region.id());
      endpoint.ifPresent(address -> variables.put("AWS_ENDPOINT_URL", address));
      variables.put("STASH_ENV", environment);
      var bucket = "stash-%s-%%s-%s-%s".formatted(environment, account(url), region.id());
      variables.put("STASH_BUCKET", bucket.formatted("documents"));
      variables.put("STASH_ARCHIVE", bucket.formatted("archive"));
      variables.put("STASH_JOB_QUEUE_URL", url);
      variables.put("STASH_CREDENTIAL_KEY", "alias/stash-" + environment + "-credentials");
      variables.put("STASH_BASE_DOMAIN", tag(tags, BASE_DOMAIN));
      variables.put("STASH_CENTRAL_HOSTS", tag(tags, CENTRAL_HOST));
      return variables;
    }
  }

  private static SqsClient sqs(Region region, Optional<String> endpoint) {
    var builder =
        SqsClient.builder()
            .region(region)
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            .httpClientBuilder(UrlConnectionHttpClient.builder());
    endpoint.map(URI::create).ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /** A queue's URL is {@code https://host/account/name}. */
  private static String account(String queueUrl) {
    return URI.create(queueUrl).getPath().split("/", -1)[1];
  }

  private static String tag(Map<String, String> tags, String name) {
    var value = tags.get(name);
    if (value == null) {
      throw new CannotStart(
          "The job queue has no tag %s: deploy the environment again.".formatted(name));
    }
    return value;
  }
}
