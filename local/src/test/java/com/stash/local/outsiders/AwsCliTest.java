package com.stash.local.outsiders;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.documents.DocumentState;
import com.stash.kernel.Json;
import com.stash.local.fixtures.Needs;
import com.stash.local.outsiders.Program.Ended;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S3 and the queue, used by the AWS CLI, version 1 or 2, whichever is installed. */
class AwsCliTest {
  private static final int SEVERAL_PARTS = 20_000_000;

  @TempDir private static Path folder;
  private static Premises premises;

  @BeforeAll
  static void start() throws Exception {
    Needs.program("aws", "apt-get install awscli, or https://aws.amazon.com/cli");
    // Version 1 signs addresses by a signature that S3 no longer takes, unless it is told to.
    Files.writeString(folder.resolve("config"), "[default]\ns3 =\n  signature_version = s3v4\n");
    premises = new Premises();
  }

  @AfterAll
  static void stop() throws Exception {
    if (premises != null) {
      premises.close();
    }
  }

  @Test
  void a_file_that_is_copied_into_the_inbox_becomes_a_document() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "This agreement is made on 24 November 2026.");
    s3("cp", "letter.txt", inbox()).well();
    premises.hasDocument("letter.txt", DocumentState.COMPLETED);
    assertThat(s3("ls", inbox()).well()).contains("letter.txt");
    s3("rm", inbox() + "letter.txt").well();
    assertThat(s3("ls", inbox()).printed()).doesNotContain("letter.txt");
  }

  @Test
  void a_large_file_goes_up_in_parts_and_comes_back_the_same() throws Exception {
    var bytes = new byte[SEVERAL_PARTS];
    new Random(1).nextBytes(bytes);
    Files.write(folder.resolve("large.bin"), bytes);
    s3("cp", "large.bin", inbox(), "--no-progress").well();
    s3("cp", inbox() + "large.bin", "back.bin", "--no-progress").well();
    assertThat(folder.resolve("back.bin")).hasSameBinaryContentAs(folder.resolve("large.bin"));
    var object = s3api("head-object", "large.bin").well();
    assertThat(Json.MAPPER.readTree(object).path("ContentLength").asInt()).isEqualTo(SEVERAL_PARTS);
  }

  @Test
  void a_folder_is_kept_the_same_there_and_back() throws Exception {
    var out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("a b.txt"), "one");
    Files.writeString(out.resolve("größe.txt"), "two");
    s3("sync", "out", inbox() + "folder/").well();
    s3("sync", inbox() + "folder/", "in").well();
    assertThat(folder.resolve("in/a b.txt")).hasContent("one");
    assertThat(folder.resolve("in/größe.txt")).hasContent("two");
  }

  @Test
  void an_address_that_it_signed_itself_is_good() throws Exception {
    Files.writeString(folder.resolve("signed.txt"), "signed");
    s3("cp", "signed.txt", inbox()).well();
    var address = URI.create(s3("presign", inbox() + "signed.txt").well());
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("signed");
    }
  }

  @Test
  void another_tenants_inbox_is_out_of_reach() throws Exception {
    Files.writeString(folder.resolve("stranger.txt"), "stranger");
    var foreign = "s3://" + premises.bucket() + "/" + premises.foreignInbox();
    for (var attempt : new Ended[] {s3("ls", foreign), s3("cp", "stranger.txt", foreign)}) {
      assertThat(attempt.exit()).isNotZero();
      assertThat(attempt.printed()).contains("AccessDenied");
    }
  }

  @Test
  void a_wrong_secret_is_refused() throws Exception {
    var wrong = aws(Map.of("AWS_SECRET_ACCESS_KEY", "wrong"));
    var attempt = wrong.run("s3", "ls", inbox(), "--endpoint-url", premises.s3());
    assertThat(attempt.exit()).isNotZero();
    assertThat(attempt.printed()).contains("SignatureDoesNotMatch");
  }

  @Test
  void the_job_queue_is_found_and_takes_messages() throws Exception {
    var found = sqs("get-queue-url", "--queue-name", "stash-local-jobs").well();
    var url = Json.MAPPER.readTree(found).path("QueueUrl").asText();
    var attributes =
        sqs("get-queue-attributes", "--queue-url", url, "--attribute-names", "All").well();
    assertThat(attributes).contains("stash-local-jobs-dead");
    var sent =
        sqs("send-message", "--queue-url", url, "--message-body", "x", "--message-group-id", "y");
    assertThat(sent.well()).contains("MessageId");
  }

  private static String inbox() {
    return "s3://" + premises.bucket() + "/" + premises.inbox();
  }

  private static Ended s3(String... arguments) throws Exception {
    return run(premises.s3(), Stream.concat(Stream.of("s3"), Stream.of(arguments)));
  }

  private static Ended s3api(String operation, String name) throws Exception {
    var key = premises.inbox() + name;
    return run(
        premises.s3(), Stream.of("s3api", operation, "--bucket", premises.bucket(), "--key", key));
  }

  private static Ended sqs(String... arguments) throws Exception {
    return run(premises.sqs(), Stream.concat(Stream.of("sqs"), Stream.of(arguments)));
  }

  private static Ended run(String endpoint, Stream<String> arguments) throws Exception {
    var all = Stream.concat(arguments, Stream.of("--endpoint-url", endpoint, "--output", "json"));
    return aws(Map.of()).run(all.toArray(String[]::new));
  }

  private static Program aws(Map<String, String> more) {
    var variables = new HashMap<>(premises.awsVariables());
    variables.put("AWS_CONFIG_FILE", folder.resolve("config").toString());
    variables.putAll(more);
    return new Program("aws", folder, variables);
  }
}
