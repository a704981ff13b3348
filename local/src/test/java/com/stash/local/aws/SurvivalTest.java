package com.stash.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What was answered is still there after a restart and after a kill. */
class SurvivalTest {
  @TempDir Path folder;

  @Test
  void what_is_below_a_folder_that_is_named_relatively_is_listed() {
    var here = Path.of("").toAbsolutePath();
    var relative = Path.of(".").resolve(here.relativize(folder.toAbsolutePath()));
    try (var aws = Clouds.on(relative)) {
      aws.s3().createBucket(b -> b.bucket("documents"));
      aws.s3()
          .putObject(p -> p.bucket("documents").key("tenants/t/k"), RequestBody.fromString("text"));
      assertThat(aws.s3().listObjectsV2(l -> l.bucket("documents").prefix("tenants/t/")).contents())
          .extracting(S3Object::key)
          .containsExactly("tenants/t/k");
    }
  }

  @Test
  void rows_unread_stream_records_objects_and_keys_survive_a_restart() {
    String stream;
    String keyId;
    SdkBytes sealed;
    String secret;
    try (var aws = Clouds.on(folder)) {
      stream = Clouds.tableWithStream(aws.dynamoDb(), "rows");
      Clouds.put(aws.dynamoDb(), "rows", "a");
      Clouds.put(aws.dynamoDb(), "rows", "b");
      aws.s3().createBucket(b -> b.bucket("documents"));
      aws.s3()
          .putObject(
              p -> p.bucket("documents").key("k").contentType("text/plain"),
              RequestBody.fromString("text"));
      keyId = aws.kms().createKey(k -> {}).keyMetadata().keyId();
      sealed =
          aws.kms()
              .encrypt(
                  e ->
                      e.keyId(keyId)
                          .plaintext(SdkBytes.fromUtf8String("p"))
                          .encryptionContext(Map.of("tenant", "t")))
              .ciphertextBlob();
      secret = aws.tenantStorageKeys().secretKey("01J00000000000000000000000");
    }
    try (var aws = Clouds.on(folder)) {
      assertThat(idsIn(aws, stream)).containsExactly("a", "b");
      Clouds.put(aws.dynamoDb(), "rows", "c");
      assertThat(idsIn(aws, stream)).containsExactly("a", "b", "c");
      assertThat(aws.s3().getObjectAsBytes(g -> g.bucket("documents").key("k")).asUtf8String())
          .isEqualTo("text");
      assertThat(aws.s3().headObject(h -> h.bucket("documents").key("k")).contentType())
          .isEqualTo("text/plain");
      assertThat(
              aws.kms()
                  .decrypt(d -> d.ciphertextBlob(sealed).encryptionContext(Map.of("tenant", "t")))
                  .plaintext()
                  .asUtf8String())
          .isEqualTo("p");
      assertThat(aws.tenantStorageKeys().secretKey("01J00000000000000000000000")).isEqualTo(secret);
    }
  }

  @Test
  void every_write_that_was_answered_survives_a_kill_in_the_middle_of_writing() throws Exception {
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                WriterUntilKilled.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var answered = new ArrayList<String>();
    var stream = "";
    try (var lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("stream ")) {
          stream = line.substring("stream ".length());
        } else if (line.startsWith("wrote ")) {
          answered.add(line.substring("wrote ".length()));
        }
        if (answered.size() == 150) {
          child.toHandle().destroyForcibly();
        }
      }
    }
    child.waitFor();
    assertThat(answered).hasSizeGreaterThanOrEqualTo(150);
    try (var aws = Clouds.on(folder)) {
      assertThat(answered)
          .allSatisfy(
              id ->
                  assertThat(
                          aws.dynamoDb()
                              .getItem(
                                  g ->
                                      g.tableName("rows")
                                          .key(
                                              Map.of("id", AttributeValue.builder().s(id).build())))
                              .hasItem())
                      .isTrue());
      assertThat(idsIn(aws, stream)).containsAll(answered);
    }
  }

  /** The process that is killed: it writes rows and tells each one that was answered. */
  static final class WriterUntilKilled {
    public static void main(String[] args) {
      var aws = Clouds.on(Path.of(args[0]));
      System.out.println("stream " + Clouds.tableWithStream(aws.dynamoDb(), "rows"));
      IntStream.range(0, 100_000)
          .forEach(
              i -> {
                Clouds.put(aws.dynamoDb(), "rows", "row-" + i);
                System.out.println("wrote row-" + i);
              });
    }
  }

  private static List<String> idsIn(EmbeddedAws aws, String streamArn) {
    var streams = aws.dynamoDbStreams();
    var ids = new ArrayList<String>();
    for (var shard :
        streams.describeStream(d -> d.streamArn(streamArn)).streamDescription().shards()) {
      var iterator =
          streams
              .getShardIterator(
                  i ->
                      i.streamArn(streamArn)
                          .shardId(shard.shardId())
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      while (iterator != null) {
        var at = iterator;
        var page = streams.getRecords(r -> r.shardIterator(at));
        for (Record record : page.records()) {
          ids.add(Objects.requireNonNull(record.dynamodb().keys().get("id")).s());
        }
        iterator = page.records().isEmpty() ? null : page.nextShardIterator();
      }
    }
    return ids;
  }
}
