package com.stash.local.cloud;

import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.CampaignSettings;
import com.stash.campaigns.CampaignState;
import com.stash.campaigns.Pipeline;
import com.stash.campaigns.PipelineRevision;
import com.stash.documents.Announcement;
import com.stash.documents.Arrival;
import com.stash.documents.Document;
import com.stash.documents.DocumentId;
import com.stash.documents.Job;
import com.stash.documents.JobId;
import com.stash.documents.ObjectKey;
import com.stash.identity.TrustedIssuer;
import com.stash.identity.TrustedIssuer.Algorithm;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Log;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Origin;
import com.stash.kernel.Page;
import com.stash.kernel.Sha256;
import com.stash.local.aws.EmbeddedAws;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Plan;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Standing;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.TenantSettings;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.NameKind;
import com.stash.transactions.Change.TakeName;
import com.stash.usage.UsageEvent;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The tenant and campaign that the sample events speak of, in embedded services. */
final class SampleWorld implements AutoCloseable {
  /** Whose tokens it believes. */
  static final TrustedIssuer ISSUER =
      new TrustedIssuer("https://login.acme.example", "stash", "custom:tenant_id", Algorithm.ES256);

  private static final byte[] NOTES = "n".repeat(313).getBytes(StandardCharsets.UTF_8);

  private final Later clock = new Later();
  private final EmbeddedAws aws;
  private final LocalQueues queues;
  private final Backend backend;
  private final Stores stores;
  private final TenantScope scope;
  private final CampaignId campaign;
  private final Ids ids;

  SampleWorld(TenantId tenant, CampaignId campaign) {
    var root = UUID.randomUUID().toString();
    aws = EmbeddedAws.start(new EmbeddedAws.Settings(null, -1, 0, 0, "ROOT", root, clock));
    queues = LocalQueues.create(aws.sqs());
    var log = new Log(new PrintStream(OutputStream.nullOutputStream()), clock);
    backend = LocalBackend.create(aws, queues, List.of(ISSUER), clock, log);
    stores = new Stores(backend);
    scope =
        stores
            .gate()
            .forOperator(stores.gate().platform(Origin.system("sample", "sample")), tenant);
    ids = new Ids(clock, backend.random());
    this.campaign = campaign;
    createTenant(tenant);
    createCampaign();
  }

  Backend backend() {
    return backend;
  }

  Stores stores() {
    return stores;
  }

  TenantScope scope() {
    return scope;
  }

  void laterBy(Duration time) {
    clock.offset = clock.offset.plus(time);
  }

  void put(String path) {
    putRaw("tenants/" + scope.tenant() + "/" + path);
  }

  void putRaw(String key) {
    aws.s3()
        .putObject(
            p -> p.bucket(backend.environment().bucket()).key(key), RequestBody.fromBytes(NOTES));
  }

  List<S3Object> objects(String prefix) {
    var bucket = backend.environment().bucket();
    return aws.s3().listObjectsV2(l -> l.bucket(bucket).prefix(prefix)).contents();
  }

  void announce(DocumentId id) {
    stores.transactions().commit(scope, new Create(announced(id))).orThrow();
  }

  /** Has a document whose job waits, as the upload function leaves them. */
  void queue(DocumentId id, JobId job) {
    var key = new ObjectKey.Original(id);
    put(key.path());
    var pinned = stores.objects().read(scope, key, (bytes, size, version) -> version).orElseThrow();
    var arrival = new Arrival("text/plain", NOTES.length, Sha256.of(NOTES), pinned, "01");
    var document = announced(id);
    var queued = document.received(arrival, document.stamp()).queued(job, document.stamp());
    var waiting =
        Job.queued(job, ids.uuid(), 1, Job.Trigger.UPLOAD, 1, scope.created(clock.instant()));
    stores.transactions().commit(scope, new Create(queued), new Create(waiting)).orThrow();
  }

  List<Document> documents() {
    return stores.documents().list(scope, campaign, Page.Request.first(10)).items();
  }

  String nextMessage() {
    return aws.sqs().receiveMessage(r -> r.queueUrl(queues.jobs())).messages().getFirst().body();
  }

  List<Map<String, AttributeValue>> platformIncidents() {
    return aws.dynamoDb()
        .query(
            q ->
                q.tableName("stash-local-incidents")
                    .keyConditionExpression("tenantId = :t")
                    .expressionAttributeValues(
                        Map.of(":t", AttributeValue.fromS(TenantId.PLATFORM.value()))))
        .items();
  }

  @Override
  public void close() {
    aws.close();
  }

  private Document announced(DocumentId id) {
    var stamp = scope.created(clock.instant());
    var said = new Announcement("notes.txt", "text/plain", NOTES.length, Sha256.of(NOTES));
    var until = stamp.createdAt().plus(Duration.ofHours(1));
    return Document.announced(id, ids.uuid(), said, Map.of(), List.of(), until, stamp);
  }

  private void createTenant(TenantId id) {
    var stamp = scope.created(clock.instant());
    var tenant =
        new Tenant(
            id,
            new Slug("acme"),
            "Acme",
            "a@acme.example",
            Plan.of(Tier.PROFESSIONAL),
            TenantSettings.DEFAULT,
            Standing.of(TenantState.ACTIVE),
            stamp);
    stores
        .transactions()
        .commit(
            scope, new TakeName(NameKind.TENANT, id.value(), stamp.createdAt()), new Create(tenant))
        .orThrow();
    var grant =
        UsageEvent.ofGrant(
            ids.ulid(), MicroCredits.ofCredits(100), stamp.createdAt(), scope.origin());
    stores.usage().record(scope, List.of(grant));
  }

  private void createCampaign() {
    var stamp = scope.created(clock.instant());
    var pipeline = Json.object();
    pipeline
        .putArray("steps")
        .addObject()
        .put("id", "extract")
        .put("processor", "text-extraction@1");
    var active =
        new Campaign(
            campaign,
            new Slug("notes"),
            "Notes",
            "",
            Campaign.Type.CUSTOM,
            CampaignState.ACTIVE,
            CampaignSettings.DEFAULT,
            List.of(),
            1,
            1,
            stamp);
    var revision = PipelineRevision.of(campaign, 1, Pipeline.parse(pipeline), stamp);
    stores.transactions().commit(scope, new Create(active), new Create(revision)).orThrow();
  }

  /** The system's clock, which can be put forward. */
  private static final class Later extends Clock {
    private Duration offset = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(offset);
    }
  }
}
