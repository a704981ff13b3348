package com.stash.infra;

import static com.stash.infra.Synthesized.resources;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.functions.api.Contract;
import com.stash.store.TableStatement;
import com.stash.store.Tables;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

@NeedsNode
class TemplatesTest {
  private final Synthesized dev = Synthesized.of(Environments.DEV);
  private final Synthesized prod = Synthesized.of(Environments.PROD);

  @Test
  void each_kind_of_resource_is_there_as_often_as_meant() {
    assertThat(kinds(prod.data()))
        .isEqualTo(
            Map.of(
                "AWS::DynamoDB::GlobalTable", Tables.ALL.size(),
                "AWS::KMS::Alias", 3,
                "AWS::KMS::Key", 3,
                "AWS::S3::Bucket", 3,
                "AWS::S3::BucketPolicy", 3));
    var app = kinds(dev.app());
    assertThat(app.remove("AWS::ApiGatewayV2::Route")).isEqualTo(routes().size());
    assertThat(app)
        .isEqualTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("AWS::ApiGatewayV2::Api", 1),
                    Map.entry("AWS::ApiGatewayV2::Authorizer", 1),
                    Map.entry("AWS::ApiGatewayV2::Integration", 2),
                    Map.entry("AWS::ApiGatewayV2::Stage", 1),
                    Map.entry("AWS::Budgets::Budget", 1),
                    Map.entry("AWS::CloudWatch::Alarm", 30),
                    Map.entry("AWS::CloudWatch::Dashboard", 1),
                    Map.entry("AWS::Events::Rule", 1),
                    Map.entry("AWS::IAM::Policy", 1),
                    Map.entry("AWS::IAM::Role", 12),
                    Map.entry("AWS::Lambda::Alias", 10),
                    Map.entry("AWS::Lambda::EventInvokeConfig", 1),
                    Map.entry("AWS::Lambda::EventSourceMapping", 20),
                    Map.entry("AWS::Lambda::Function", 11),
                    Map.entry("AWS::Lambda::Permission", 5),
                    Map.entry("AWS::Lambda::Version", 10),
                    Map.entry("AWS::Logs::LogGroup", 12),
                    Map.entry("AWS::SNS::Subscription", 1),
                    Map.entry("AWS::SNS::Topic", 1),
                    Map.entry("AWS::SNS::TopicPolicy", 1),
                    Map.entry("AWS::SQS::Queue", 3),
                    Map.entry("AWS::SQS::QueuePolicy", 3),
                    Map.entry("Custom::AWS", 1))));
    var more = kinds(prod.app());
    kinds(dev.app()).keySet().forEach(more::remove);
    assertThat(more.keySet())
        .containsExactly(
            "AWS::ApiGatewayV2::ApiMapping",
            "AWS::ApiGatewayV2::DomainName",
            "AWS::CertificateManager::Certificate",
            "AWS::Route53::RecordSet");
  }

  @Test
  void each_table_is_as_the_code_states_it() {
    var tables = new TreeMap<String, JsonNode>();
    resources(prod.data(), "AWS::DynamoDB::GlobalTable")
        .values()
        .forEach(table -> tables.put(table.path("TableName").asText(), table));
    for (var statement : Tables.ALL) {
      var table = Synthesized.at(tables, "stash-prod-" + statement.name());
      assertThat(table.path("KeySchema").findValuesAsText("AttributeName"))
          .containsExactly(statement.partitionKey(), statement.sortKey());
      assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
      assertThat(table.path("StreamSpecification").path("StreamViewType").asText())
          .isEqualTo(statement.streamed() ? "NEW_AND_OLD_IMAGES" : "");
      assertThat(table.path("TimeToLiveSpecification").path("AttributeName").asText(null))
          .isEqualTo(statement.expiryAttribute());
      assertIndex(statement, table);
      var replica = table.path("Replicas").path(0);
      assertThat(replica.path("DeletionProtectionEnabled").asBoolean()).isTrue();
      assertThat(
              replica
                  .at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                  .asBoolean())
          .isTrue();
      assertThat(replica.at("/SSESpecification/KMSMasterKeyId").isMissingNode()).isFalse();
      assertThat(replica.at("/ReadOnDemandThroughputSettings/MaxReadRequestUnits").asInt())
          .isEqualTo(Environments.PROD.capacity().tableReads());
      assertThat(table.at("/WriteOnDemandThroughputSettings/MaxWriteRequestUnits").asInt())
          .isEqualTo(Environments.PROD.capacity().tableWrites());
    }
    assertThat(tables).hasSize(Tables.ALL.size());
  }

  private static void assertIndex(TableStatement statement, JsonNode table) {
    var index = table.path("GlobalSecondaryIndexes").path(0);
    if (statement.sparseIndex() == null) {
      assertThat(index.isMissingNode()).isTrue();
      return;
    }
    assertThat(index.path("IndexName").asText()).isEqualTo(statement.sparseIndex());
    assertThat(index.path("KeySchema").findValuesAsText("AttributeName"))
        .containsExactly(statement.partitionKey(), statement.sparseIndex());
    assertThat(index.at("/Projection/ProjectionType").asText()).isEqualTo("KEYS_ONLY");
  }

  @Test
  void what_holds_data_is_retained_outside_of_dev_only() {
    for (var resource : prod.data().path("Resources")) {
      if (!resource.path("Type").asText().matches(".*(Alias|BucketPolicy)")) {
        assertThat(resource.path("DeletionPolicy").asText())
            .as(resource.path("Type").asText())
            .isEqualTo("Retain");
      }
    }
    for (var resource : dev.data().path("Resources")) {
      assertThat(resource.path("DeletionPolicy").asText("Delete")).isEqualTo("Delete");
    }
    resources(dev.data(), "AWS::DynamoDB::GlobalTable")
        .values()
        .forEach(
            t -> assertThat(t.at("/Replicas/0/DeletionProtectionEnabled").asBoolean()).isFalse());
  }

  @Test
  void keys_are_rotated() {
    assertThat(resources(prod.data(), "AWS::KMS::Key").values())
        .allMatch(key -> key.path("EnableKeyRotation").asBoolean());
  }

  @Test
  void buckets_are_private_and_take_tls_only() {
    assertThat(resources(prod.data(), "AWS::S3::Bucket").values())
        .allSatisfy(
            bucket -> {
              assertThat(bucket.path("PublicAccessBlockConfiguration"))
                  .hasSize(4)
                  .allMatch(JsonNode::asBoolean);
              assertThat(bucket.at("/OwnershipControls/Rules/0/ObjectOwnership").asText())
                  .isEqualTo("BucketOwnerEnforced");
            });
    assertThat(resources(prod.data(), "AWS::S3::BucketPolicy").values())
        .allSatisfy(
            policy ->
                assertThat(
                        StreamSupport.stream(
                                policy.at("/PolicyDocument/Statement").spliterator(), false)
                            .filter(s -> s.path("Effect").asText().equals("Deny"))
                            .map(s -> s.path("Condition").toString()))
                    .contains("{\"Bool\":{\"aws:SecureTransport\":\"false\"}}"));
  }

  @Test
  void a_tenants_object_is_encrypted_with_its_own_name() {
    var documents = bucket(prod, "documents");
    var rule = documents.at("/BucketEncryption/ServerSideEncryptionConfiguration/0");
    assertThat(rule.at("/ServerSideEncryptionByDefault/SSEAlgorithm").asText())
        .isEqualTo("aws:kms");
    assertThat(rule.path("BucketKeyEnabled").asBoolean()).isFalse();
    assertThat(documents.at("/VersioningConfiguration/Status").asText()).isEqualTo("Enabled");
    assertThat(documents.at("/CorsConfiguration/CorsRules/0/AllowedOrigins/0").asText())
        .isEqualTo("https://*.stash.example");
    assertThat(documents.at("/LifecycleConfiguration/Rules").findValuesAsText("Id"))
        .containsExactly("unfinished-uploads", "overwritten", "set-aside", "seldom-read");
  }

  @Test
  void nothing_in_the_archive_can_be_changed_before_its_time() {
    var lock = bucket(prod, "archive").at("/ObjectLockConfiguration/Rule/DefaultRetention");
    assertThat(lock.path("Mode").asText()).isEqualTo("COMPLIANCE");
    assertThat(lock.path("Days").asInt()).isEqualTo(365);
    assertThat(bucket(dev, "archive").toString()).contains("GOVERNANCE");
  }

  @Test
  void a_checkpoint_is_put_only_where_there_is_none() {
    var refused =
        resources(prod.data(), "AWS::S3::BucketPolicy").values().stream()
            .flatMap(policy -> policy.at("/PolicyDocument/Statement").valueStream())
            .filter(statement -> statement.path("Condition").has("Null"))
            .toList();
    assertThat(refused).hasSize(1);
    var refusal = refused.getFirst();
    assertThat(refusal.path("Effect").asText()).isEqualTo("Deny");
    assertThat(refusal.path("Action").asText()).isEqualTo("s3:PutObject");
    assertThat(refusal.path("Resource").toString()).contains("/audit/*");
    assertThat(refusal.path("Condition")).hasToString("{\"Null\":{\"s3:if-none-match\":\"true\"}}");
  }

  @Test
  void the_api_has_the_contracts_routes_and_no_other_each_behind_its_authorization() {
    var keys = new TreeSet<String>();
    resources(dev.app(), "AWS::ApiGatewayV2::Route")
        .values()
        .forEach(
            route -> {
              keys.add(route.path("RouteKey").asText());
              var admin = route.path("RouteKey").asText().contains(" /admin/v1/");
              assertThat(route.path("AuthorizationType").asText())
                  .isEqualTo(admin ? "AWS_IAM" : "CUSTOM");
              assertThat(route.path("AuthorizerId").isMissingNode()).isEqualTo(admin);
            });
    assertThat(keys).isEqualTo(routes());
  }

  @Test
  void the_authorizer_is_asked_each_time() {
    var authorizer = only(dev, "AWS::ApiGatewayV2::Authorizer");
    assertThat(authorizer.path("AuthorizerResultTtlInSeconds").asInt(-1)).isZero();
    assertThat(authorizer.path("IdentitySource")).isEmpty();
    assertThat(authorizer.path("EnableSimpleResponses").asBoolean()).isTrue();
    assertThat(authorizer.path("AuthorizerPayloadFormatVersion").asText()).isEqualTo("2.0");
  }

  @Test
  void the_access_log_has_neither_headers_nor_queries() {
    var stage = only(prod, "AWS::ApiGatewayV2::Stage");
    var format = stage.at("/AccessLogSettings/Format").asText();
    assertThat(format).contains("$context.authorizer.tenantId").doesNotContain("$request");
    assertThat(format.toLowerCase(Locale.ROOT))
        .doesNotContain("header", "query", "authorization\"", "$context.path");
    assertThat(stage.at("/DefaultRouteSettings/ThrottlingRateLimit").asInt()).isEqualTo(1_000);
    assertThat(stage.at("/DefaultRouteSettings/ThrottlingBurstLimit").asInt()).isEqualTo(2_000);
  }

  @Test
  void tenants_have_host_names_where_there_is_a_zone() {
    assertThat(only(prod, "AWS::ApiGatewayV2::DomainName").path("DomainName").asText())
        .isEqualTo("*.stash.example");
    assertThat(only(prod, "AWS::ApiGatewayV2::Api").path("DisableExecuteApiEndpoint").asBoolean())
        .isTrue();
    assertThat(resources(dev.app(), "AWS::ApiGatewayV2::DomainName")).isEmpty();
  }

  private static Set<String> routes() {
    var routes = new TreeSet<String>();
    Contract.load().routes().forEach(route -> routes.add(route.key()));
    Contract.loadAdmin().routes().forEach(route -> routes.add(route.key()));
    return routes;
  }

  private static JsonNode bucket(Synthesized environment, String purpose) {
    return resources(environment.data(), "AWS::S3::Bucket").values().stream()
        .filter(b -> b.path("BucketName").asText().contains("-" + purpose + "-"))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode only(Synthesized environment, String type) {
    return List.copyOf(resources(environment.app(), type).values()).getFirst();
  }

  private static Map<String, Integer> kinds(JsonNode template) {
    var kinds = new TreeMap<String, Integer>();
    for (var resource : template.path("Resources")) {
      kinds.merge(resource.path("Type").asText(), 1, Integer::sum);
    }
    return kinds;
  }
}
