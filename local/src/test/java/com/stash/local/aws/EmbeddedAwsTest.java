package com.stash.local.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class EmbeddedAwsTest {
  @TempDir static Path folder;
  static EmbeddedAws aws;

  @BeforeAll
  static void start() {
    aws = EmbeddedAws.start(Clouds.settings(folder, 0));
    Clouds.tableWithStream(aws.dynamoDb(), "things");
    aws.s3().createBucket(b -> b.bucket("documents"));
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @Test
  void the_http_endpoint_and_the_client_in_process_see_the_same_rows() {
    Clouds.put(aws.dynamoDb(), "things", "one");
    try (var remote = remoteDynamoDb()) {
      assertThat(remote.getItem(g -> g.tableName("things").key(key("one"))).hasItem()).isTrue();
    }
  }

  @Test
  void a_failed_condition_is_the_sdks_exception_with_the_row_on_both_ways() {
    Clouds.put(aws.dynamoDb(), "things", "taken");
    try (var remote = remoteDynamoDb()) {
      for (var client : List.of(aws.dynamoDb(), remote)) {
        assertThatThrownBy(
                () ->
                    client.putItem(
                        p ->
                            p.tableName("things")
                                .item(key("taken"))
                                .conditionExpression("attribute_not_exists(id)")
                                .returnValuesOnConditionCheckFailure(
                                    ReturnValuesOnConditionCheckFailure.ALL_OLD)))
            .isInstanceOfSatisfying(
                ConditionalCheckFailedException.class,
                e -> assertThat(e.item()).isEqualTo(key("taken")));
      }
    }
  }

  @Test
  void a_cancelled_transaction_tells_its_reasons() {
    Clouds.put(aws.dynamoDb(), "things", "held");
    assertThatThrownBy(
            () ->
                aws.dynamoDb()
                    .transactWriteItems(
                        t ->
                            t.transactItems(
                                TransactWriteItem.builder()
                                    .put(
                                        p ->
                                            p.tableName("things")
                                                .item(key("held"))
                                                .conditionExpression("attribute_not_exists(id)"))
                                    .build())))
        .isInstanceOfSatisfying(
            TransactionCanceledException.class,
            e ->
                assertThat(e.cancellationReasons().getFirst().code())
                    .isEqualTo("ConditionalCheckFailed"));
  }

  @Test
  void paginators_work_in_process() {
    Clouds.put(aws.dynamoDb(), "things", "paged");
    var rows =
        aws.dynamoDb()
            .queryPaginator(
                q ->
                    q.tableName("things")
                        .keyConditionExpression("id = :id")
                        .expressionAttributeValues(
                            Map.of(":id", AttributeValue.builder().s("paged").build())))
            .items();
    assertThat(rows).hasSize(1);
  }

  @Test
  void queues_answer() {
    var queue = aws.sqs().createQueue(q -> q.queueName("jobs")).queueUrl();
    assertThat(queue).startsWith(aws.sqsEndpoint().toString());
    aws.sqs().sendMessage(m -> m.queueUrl(queue).messageBody("hello").messageGroupId("acme"));
    assertThat(aws.sqs().receiveMessage(r -> r.queueUrl(queue)).messages()).hasSize(1);
  }

  @Test
  void every_port_is_bound_to_this_machine_only() throws Exception {
    for (var endpoint :
        new URI[] {aws.s3Endpoint(), aws.sqsEndpoint(), aws.dynamoDbEndpoint().orElseThrow()}) {
      assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
      try (var other =
          new ServerSocket(
              endpoint.getPort(), 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}))) {
        assertThat(other.isBound()).as("not held on all addresses: %s", endpoint).isTrue();
      }
    }
  }

  @Test
  void a_browser_may_ask_s3() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(aws.s3Endpoint().resolve("/documents/x"))
                  .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                  .header("Origin", "http://localhost:3000")
                  .header("Access-Control-Request-Method", "PUT")
                  .header("Access-Control-Request-Headers", "content-type,x-amz-checksum-sha256")
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    }
  }

  @Test
  void a_folder_in_use_is_refused_with_what_to_do() {
    assertThatThrownBy(() -> Clouds.on(folder))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("in use by another process: stop it or choose another folder");
  }

  @Test
  void a_port_in_use_is_refused_with_what_to_do() {
    var port = aws.s3Endpoint().getPort();
    var settings = new EmbeddedAws.Settings(null, -1, port, 0, "root", "secret", Clock.systemUTC());
    assertThatThrownBy(() -> EmbeddedAws.start(settings))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("Port " + port + " for S3 is in use: stop the program");
  }

  @Test
  void a_damaged_database_is_refused_with_what_to_do(@TempDir Path damaged) throws Exception {
    Files.createDirectories(damaged.resolve("dynamodb"));
    Files.writeString(damaged.resolve("dynamodb/shared-local-instance.db"), "not a database");
    assertThatThrownBy(() -> Clouds.on(damaged))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("is damaged: restore the data folder from a copy");
  }

  @Test
  void a_folder_that_is_a_file_is_refused_with_what_to_do(@TempDir Path parent) throws Exception {
    var file = Files.writeString(parent.resolve("file"), "");
    assertThatThrownBy(() -> Clouds.on(file))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void secrets_on_disk_are_for_their_owner_only() throws Exception {
    aws.kms().createKey(k -> k.description("a key"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("kms"))))
        .isEqualTo("rwx------");
    try (var files = Files.list(folder.resolve("kms"))) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    assertThat(Files.getPosixFilePermissions(folder.resolve("master-secret"))).hasSize(2);
  }

  @Test
  void settings_do_not_print_secrets() {
    assertThat(Clouds.settings(null, 0).toString()).doesNotContain("root-secret");
  }

  private static Map<String, AttributeValue> key(String id) {
    return Map.of("id", AttributeValue.builder().s(id).build());
  }

  private static DynamoDbClient remoteDynamoDb() {
    return DynamoDbClient.builder()
        .endpointOverride(aws.dynamoDbEndpoint().orElseThrow())
        .region(aws.region())
        .credentialsProvider(aws.rootCredentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }
}
