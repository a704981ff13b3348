package com.stash.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.audit.Denial;
import com.stash.audit.Incident;
import com.stash.campaigns.Campaign;
import com.stash.campaigns.CampaignId;
import com.stash.campaigns.CampaignSettings;
import com.stash.campaigns.CampaignState;
import com.stash.campaigns.Pipeline;
import com.stash.campaigns.PipelineRevision;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialId;
import com.stash.credentials.CredentialScope;
import com.stash.credentials.CredentialState;
import com.stash.credentials.CredentialUse;
import com.stash.credentials.Sealed;
import com.stash.credentials.ValueVersion;
import com.stash.credentials.ValueVersion.Stage;
import com.stash.documents.Announcement;
import com.stash.documents.Arrival;
import com.stash.documents.Document;
import com.stash.documents.DocumentId;
import com.stash.documents.DocumentState;
import com.stash.documents.Job;
import com.stash.documents.JobError;
import com.stash.documents.JobId;
import com.stash.documents.JobState;
import com.stash.documents.Lease;
import com.stash.documents.ObjectKey;
import com.stash.documents.Reason;
import com.stash.documents.Totals;
import com.stash.identity.AddressRange;
import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeyState;
import com.stash.identity.KeyRights;
import com.stash.identity.KeyUse;
import com.stash.identity.Permission;
import com.stash.identity.Role;
import com.stash.identity.User;
import com.stash.identity.UserState;
import com.stash.kernel.Entity;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.MicroCredits;
import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Sha256;
import com.stash.kernel.Stamp;
import com.stash.local.fixtures.Givens;
import com.stash.pipeline.Body;
import com.stash.pipeline.DocumentResult;
import com.stash.pipeline.Execution;
import com.stash.pipeline.ExecutionId;
import com.stash.pipeline.ExecutionState;
import com.stash.processors.Definition;
import com.stash.processors.ProcessorRef;
import com.stash.processors.RegisteredProcessor;
import com.stash.tenancy.Domain;
import com.stash.tenancy.DomainState;
import com.stash.tenancy.Feature;
import com.stash.tenancy.HostName;
import com.stash.tenancy.LimitOverrides;
import com.stash.tenancy.Maintenance;
import com.stash.tenancy.Plan;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Standing;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantSettings;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Claim;
import com.stash.transactions.Verdict;
import com.stash.usage.CreditGrant;
import com.stash.usage.UsageEvent;
import com.stash.usage.UsageType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every entity, with all it can have and with as little as it can have, comes back as it was. */
class SchemasTest {
  private static final Instant AT = Instant.parse("2026-03-31T12:00:00.123Z");
  private static final Instant SECOND = Instant.parse("2026-03-31T12:00:00Z");
  private static final CampaignId CAMPAIGN = new CampaignId("01J0000000000000000000CAMP");
  private static final DocumentId DOCUMENT = new DocumentId(CAMPAIGN, "01J0000000000000000000D0CS");
  private static final JobId JOB = new JobId(DOCUMENT, "01J0000000000000000000J0BS");
  private static final String ID = "01J0000000000000000000001D";
  private static final Sha256 HASH = Sha256.of("text");
  private static final UUID PUBLIC = new UUID(1, 2);
  private static final Stamp FULL =
      new Stamp(
          3, SECOND, AT, new Origin(new Actor(ActorType.USER, "u"), "r", "192.0.2.7", "curl/8"));
  private static final Stamp BARE =
      new Stamp(1, AT, AT, new Origin(new Actor(ActorType.SYSTEM, "s"), "r", null, null));

  private static Givens given;

  @BeforeAll
  static void start() {
    given = Givens.start();
  }

  @AfterAll
  static void stop() {
    given.close();
  }

  static Stream<Named<Function<Stamp, Entity>>> entities() {
    return Stream.of(
        of(
            "tenant, suspended",
            s ->
                tenant(
                    new Plan(
                        Tier.ENTERPRISE,
                        new LimitOverrides(1L, 2L, 3L, 4, 5),
                        Map.of(Feature.INBOX, false, Feature.CUSTOM_DOMAINS, true),
                        Tenant.CreditPolicy.SOFT,
                        SECOND),
                    new Standing(
                        TenantState.OFFBOARDING,
                        "unpaid",
                        SECOND,
                        new Maintenance(SECOND, "upgrade"),
                        SECOND,
                        SECOND),
                    s)),
        of("tenant", s -> tenant(Plan.of(Tier.STARTER), Standing.of(TenantState.ACTIVE), s)),
        of(
            "domain",
            s ->
                new Domain(
                    ID,
                    new HostName("a.b"),
                    Domain.Type.CUSTOM,
                    DomainState.PENDING,
                    "token",
                    true,
                    s)),
        of(
            "user",
            s ->
                new User(
                    ID,
                    "a@b.test",
                    "Ä",
                    Role.ADMIN,
                    Set.of(new Permission("aa:bb"), new Permission("cc:dd")),
                    Set.of(new Permission("ee:ff")),
                    UserState.INVITED,
                    "sub",
                    SECOND,
                    s)),
        of(
            "user, bare",
            s ->
                new User(
                    ID,
                    "a@b.test",
                    "",
                    Role.VIEWER,
                    Set.of(),
                    Set.of(),
                    UserState.ACTIVE,
                    null,
                    null,
                    s)),
        of(
            "key",
            s ->
                new ApiKey(
                    ID,
                    "k",
                    new KeyRights(
                        Role.MEMBER,
                        Set.of(new Permission("aa:bb")),
                        ID,
                        List.of(
                            new AddressRange("192.0.2.0/24"), new AddressRange("2001:db8::/32"))),
                    HASH,
                    ApiKeyState.ROTATING,
                    SECOND,
                    ID,
                    s)),
        of("key use", s -> new KeyUse(ID, AT, s)),
        of(
            "key for ever",
            s ->
                new ApiKey(
                    ID, "k", KeyRights.of(Role.OWNER), HASH, ApiKeyState.ACTIVE, null, null, s)),
        of(
            "campaign",
            s ->
                campaign(
                    new CampaignSettings(
                        List.of("text/csv", "a/b"), 7, CampaignSettings.Duplicates.REJECT, 8),
                    List.of("one", "two"),
                    s)),
        of("campaign, bare", s -> campaign(CampaignSettings.DEFAULT, List.of(), s)),
        of("revision", s -> PipelineRevision.of(CAMPAIGN, 12, pipeline(), s)),
        of("document, announced", SchemasTest::announced),
        of("document, whole", SchemasTest::document),
        of(
            "document, dropped unread",
            s ->
                Document.dropped(
                    DOCUMENT, PUBLIC, new ObjectKey.Inbox(CAMPAIGN, "x/y z.txt"), null, s)),
        of("job", SchemasTest::job),
        of(
            "job, new",
            s ->
                new Job(
                    JOB,
                    PUBLIC,
                    1,
                    Job.Trigger.UPLOAD,
                    JobState.QUEUED,
                    0,
                    3,
                    SECOND,
                    List.of(),
                    null,
                    0,
                    2,
                    null,
                    null,
                    s)),
        of("processor", SchemasTest::processor),
        of("execution, inline", s -> execution(Body.Inline.of(new byte[] {1}), null, s)),
        of(
            "execution, stored",
            s -> execution(new Body.Stored(new ObjectKey.Output(JOB, "a", 2), HASH), null, s)),
        of("execution, failed", s -> execution(null, new Reason("c", "m"), s)),
        of("result", s -> new DocumentResult(JOB, Body.Inline.of(new byte[] {2}), s)),
        of(
            "result, stored",
            s -> new DocumentResult(JOB, new Body.Stored(new ObjectKey.Result(JOB), HASH), s)),
        of(
            "credential",
            s -> credential(new CredentialScope(CredentialScope.Level.CAMPAIGN, ID), true, s)),
        of(
            "credential, bare",
            s -> credential(new CredentialScope(CredentialScope.Level.SYSTEM, ""), false, s)),
        of("credential use", s -> use(CredentialScope.campaign(ID), s)),
        of("credential use, system", s -> use(CredentialScope.system(), s)),
        of("claim", s -> new Claim("k", "o", HASH, SECOND, s)),
        of("claim, bare", s -> new Claim("k", "o", null, null, s)),
        of("grant", s -> new CreditGrant(ID, new MicroCredits(5), "gift", s)),
        of(
            "usage",
            s ->
                new UsageEvent(
                    ID, UsageType.STORAGE, "c", 9, "byte", new MicroCredits(-3), "p", "", AT, s)),
        of("denial", s -> new Denial(ID, "GET /v1/me", ID, "key_refused", 3, s)),
        of("incident", s -> new Incident(ID, "s3:k", "code", "Message.", s)));
  }

  @ParameterizedTest
  @MethodSource("entities")
  void it_comes_back_as_it_was(Function<Stamp, Entity> entity) {
    for (var stamp : List.of(FULL, BARE)) {
      var tenant = new TenantId(given.ids().ulid());
      var scope = given.scope(tenant);
      var stored = atTenant(entity.apply(stamp), tenant);
      var transactions = given.stores().transactions();
      assertThat(transactions.commit(scope, new Create(stored))).isEqualTo(new Verdict.Committed());
      var another =
          atTenant(
              entity.apply(new Stamp(9, AT.plusSeconds(1), AT.plusSeconds(1), stamp.changedBy())),
              tenant);
      assertThat(transactions.commit(scope, new Create(another)))
          .isEqualTo(new Verdict.Clashed(new Create(another), stored));
    }
  }

  @Test
  void an_empty_object_within_a_pipeline_stays_one() {
    var json = "{'steps':[{'id':'a','processor':'ocr@1','config':{'x':{},'y':[{},[]]}}]}";
    var pipeline =
        Pipeline.parse(Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    var scope = given.scope(new TenantId(given.ids().ulid()));
    var revision = PipelineRevision.of(CAMPAIGN, 1, pipeline, FULL);
    given.stores().transactions().commit(scope, new Create(revision)).orThrow();
    assertThat(given.stores().campaigns().revision(scope, CAMPAIGN, 1)).contains(revision);
  }

  private static Named<Function<Stamp, Entity>> of(String name, Function<Stamp, Entity> entity) {
    return Named.of(name, entity);
  }

  /** A tenant alone knows its own partition. */
  private static Entity atTenant(Entity entity, TenantId id) {
    return entity instanceof Tenant t
        ? new Tenant(
            id, t.slug(), t.name(), t.email(), t.plan(), t.settings(), t.standing(), t.stamp())
        : entity;
  }

  private static Tenant tenant(Plan plan, Standing standing, Stamp stamp) {
    return new Tenant(
        new TenantId(ID),
        new Slug("acme"),
        "Acme",
        "a@b.test",
        plan,
        new TenantSettings(30),
        standing,
        stamp);
  }

  private static Campaign campaign(CampaignSettings settings, List<String> checklist, Stamp stamp) {
    return new Campaign(
        CAMPAIGN,
        new Slug("invoices"),
        "Invoices",
        "",
        Campaign.Type.TEMPLATE,
        CampaignState.PAUSED,
        settings,
        checklist,
        7,
        6,
        stamp);
  }

  private static Pipeline pipeline() {
    var json =
        "{'steps':[{'id':'a','processor':'ocr@1','config':{'s':'','n':1,'f':1.5,'b':false,'z':null,"
            + "'l':[[],{'m':{'n':''}}],'big':12345678901234567890},'dependsOn':[],'when':{'field':'x.y',"
            + "'equals':{'k':[1]}},'onError':'skip','timeoutSeconds':9}]}";
    return stored(
        Pipeline.parse(Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))));
  }

  /** Whole numbers are longs once they were stored. */
  private static Pipeline stored(Pipeline pipeline) {
    return Pipeline.parse(longs(pipeline.toJson()));
  }

  private static com.fasterxml.jackson.databind.JsonNode longs(
      com.fasterxml.jackson.databind.JsonNode node) {
    if (node.isObject()) {
      var result = Json.object();
      node.properties().forEach(m -> result.set(m.getKey(), longs(m.getValue())));
      return result;
    }
    if (node.isArray()) {
      var result = Json.array();
      node.forEach(element -> result.add(longs(element)));
      return result;
    }
    return node.isNumber() ? Json.number(node.decimalValue()) : node;
  }

  private static Document announced(Stamp stamp) {
    return Document.announced(
        DOCUMENT,
        PUBLIC,
        new Announcement("ä b.txt", "text/plain", 4, HASH),
        Map.of(),
        List.of(),
        SECOND,
        stamp);
  }

  private static Document document(Stamp stamp) {
    return new Document(
        DOCUMENT,
        PUBLIC,
        "a.txt",
        new Announcement("a.txt", "text/plain", 4, HASH),
        new Arrival("text/csv", 5, HASH, "\"etag\"", "0A"),
        new ObjectKey.Original(DOCUMENT),
        DocumentState.COMPLETED,
        new Reason("duplicate", "Why."),
        Map.of("k", "v", "a", ""),
        List.of("x", "x"),
        new DocumentId(CAMPAIGN, ID),
        JOB,
        new Totals(3, new MicroCredits(4)),
        AT,
        stamp);
  }

  private static Job job(Stamp stamp) {
    return new Job(
        JOB,
        PUBLIC,
        4,
        Job.Trigger.REPROCESS,
        JobState.RUNNING,
        2,
        3,
        AT,
        List.of(
            new JobError("s", "c", ErrorClass.QUOTA, "m", 1, SECOND),
            new JobError("t", "d", ErrorClass.TRANSIENT, "", 2, AT)),
        new Lease("o", SECOND, 5),
        1,
        2,
        AT,
        SECOND,
        stamp);
  }

  private static RegisteredProcessor processor(Stamp stamp) {
    var definition =
        new Definition(
            new ProcessorRef("mine", 12),
            Definition.Category.EXPORT,
            "Mine",
            "Does.",
            Json.object().put("type", "object"),
            Json.object(),
            List.of("openai.api_key"),
            new Definition.Pricing("page", new MicroCredits(6)));
    return new RegisteredProcessor(
        definition, "https://a.test", false, RegisteredProcessor.Status.DEPRECATED, stamp);
  }

  private static Execution execution(
      @org.jspecify.annotations.Nullable Body output,
      @org.jspecify.annotations.Nullable Reason error,
      Stamp stamp) {
    return new Execution(
        new ExecutionId(JOB, "a", 2),
        new ProcessorRef("ocr", 1),
        ExecutionState.COMPLETED,
        HASH,
        output,
        "page",
        3,
        4,
        new MicroCredits(5),
        "2026-11",
        6,
        error,
        stamp);
  }

  private static Credential credential(CredentialScope scope, boolean full, Stamp stamp) {
    var actor = stamp.changedBy().actor();
    var bare =
        new ValueVersion(
            1, Stage.CURRENT, "f", null, AT, actor, null, null, new Sealed("d.eA==", "key"));
    return new Credential(
        scope,
        "k.a",
        "openai",
        full ? CredentialState.DISABLED : CredentialState.ACTIVE,
        full,
        full ? null : Tier.ENTERPRISE,
        full
            ? List.of(version(3, Stage.PREVIOUS, actor), version(2, Stage.CURRENT, actor))
            : List.of(bare),
        full ? List.of("0123456789abcdef:0123456789abcdef") : List.of(),
        stamp);
  }

  private static ValueVersion version(long number, Stage stage, Actor actor) {
    return new ValueVersion(
        number,
        stage,
        "f",
        "four",
        AT,
        actor,
        SECOND,
        SECOND,
        new Sealed("e.eA==.eQ==", "arn:key"));
  }

  private static CredentialUse use(CredentialScope place, Stamp stamp) {
    return new CredentialUse(
        CredentialId.of(place, "k.a"), place, "k.a", 2, "ocr", ID, 3, AT, SECOND, stamp);
  }
}
