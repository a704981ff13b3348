package com.stash.local.outsiders;

import static com.stash.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.stash.campaigns.CampaignId;
import com.stash.documents.Document;
import com.stash.documents.DocumentState;
import com.stash.kernel.Log;
import com.stash.kernel.Origin;
import com.stash.kernel.Page;
import com.stash.local.cloud.LocalCloud;
import com.stash.local.cloud.LocalSettings;
import com.stash.local.demo.DemoTenant;
import com.stash.local.demo.DemoTenants;
import com.stash.store.Stores;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What {@code stash up} starts, in memory, and what its user is told of it. */
final class Premises {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final LocalCloud cloud;
  private final DemoTenant acme;
  private final DemoTenant globex;
  private final String campaign;

  Premises() {
    var clock = Clock.tickMillis(ZoneOffset.UTC);
    var log = new Log(new PrintStream(OutputStream.nullOutputStream()), clock);
    cloud = LocalCloud.start(LocalSettings.inMemory(), clock, log);
    var tenants = new DemoTenants(cloud);
    var both = tenants.ensure();
    acme = both.getFirst();
    globex = both.getLast();
    campaign = Objects.requireNonNull(tenants.campaigns(acme).get("mail-room"));
  }

  String s3() {
    return cloud.aws().s3Endpoint().toString();
  }

  String sqs() {
    return cloud.aws().sqsEndpoint().toString();
  }

  String inbox() {
    return inbox(acme);
  }

  String foreignInbox() {
    return inbox(globex);
  }

  private String inbox(DemoTenant tenant) {
    return "tenants/" + tenant.tenant().id() + "/inbox/" + campaign + "/";
  }

  String bucket() {
    return cloud.backend().environment().bucket();
  }

  /** Returns the variables that the AWS tools read, with Acme's S3 keys. */
  Map<String, String> awsVariables() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", acme.accessKey(),
        "AWS_SECRET_ACCESS_KEY", acme.secretKey(),
        "AWS_REGION", cloud.aws().region().id(),
        "AWS_DEFAULT_REGION", cloud.aws().region().id(),
        "AWS_EC2_METADATA_DISABLED", "true",
        "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
        "AWS_PAGER", "",
        "AWS_ENDPOINT_URL_S3", s3(),
        "AWS_ENDPOINT_URL_SQS", sqs());
  }

  /** Returns those, and what a client of the API needs. */
  Map<String, String> variables() {
    var all = new HashMap<>(awsVariables());
    all.put("STASH_API", cloud.api().toString());
    all.put("STASH_API_KEY", acme.apiKey());
    all.put("STASH_BUCKET", bucket());
    all.put("STASH_CAMPAIGN", campaign);
    all.put("STASH_INBOX", inbox());
    all.put("STASH_FOREIGN_INBOX", foreignInbox());
    all.put("STASH_OPERATOR_ACCESS_KEY", cloud.operator().accessKey());
    all.put("STASH_OPERATOR_SECRET_KEY", cloud.operator().secretKey());
    return all;
  }

  /** Waits until Acme has a document of that name in that state. */
  void hasDocument(String filename, DocumentState state) throws Exception {
    eventually(
        PATIENCE,
        () ->
            assertThat(documents())
                .anySatisfy(
                    document -> {
                      assertThat(document.filename()).isEqualTo(filename);
                      assertThat(document.state()).isEqualTo(state);
                    }));
  }

  private List<Document> documents() {
    var stores = new Stores(cloud.backend());
    var gate = stores.gate();
    var platform = gate.platform(Origin.system("outsiders", "outsiders"));
    var scope = gate.forOperator(platform, acme.tenant().id());
    var latest = Page.Request.first(100);
    return stores.documents().list(scope, new CampaignId(campaign), latest).items();
  }

  /** Lets the jobs finish, and stops. */
  void close() throws Exception {
    var underWay = Set.of(DocumentState.QUEUED, DocumentState.PROCESSING);
    eventually(
        PATIENCE,
        () -> {
          assertThat(documents()).noneMatch(document -> underWay.contains(document.state()));
          assertThat(cloud.recorded()).isTrue();
        });
    cloud.close();
  }
}
