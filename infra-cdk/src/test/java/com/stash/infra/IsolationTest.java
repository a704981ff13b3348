package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.infra.IsolationCases.Case;
import com.stash.infra.iam.NotUnderstood;
import com.stash.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The roles' synthesized policies keep tenants apart, and each part of them is needed for it. */
@NeedsNode
class IsolationTest {
  private final Roles roles = Roles.of(Environments.PROD);
  private final List<Case> cases = IsolationCases.of(Environments.PROD);

  @Test
  void every_request_is_decided_as_it_should_be() {
    assertThat(cases).hasSizeGreaterThan(500);
    assertThat(cases.stream().filter(Case::allowed)).hasSizeGreaterThan(100);
    assertThat(roles.documents()).hasSize(Function.values().length + 1);
    assertThat(roles.wrong(cases)).isEmpty();
    System.out.printf(
        "isolation: %,d decisions, %,d of them allowed, 0 wrong%n",
        cases.size(), cases.stream().filter(Case::allowed).count());
  }

  @Test
  void every_environment_is_isolated_alike() {
    for (var config : List.of(Environments.DEV, Environments.STAGING)) {
      assertThat(Roles.of(config).wrong(IsolationCases.of(config))).isEmpty();
    }
  }

  @Test
  void no_condition_can_be_left_out() {
    var removed = 0;
    for (var named : roles.documents().entrySet()) {
      var role = named.getKey();
      var own = cases.stream().filter(c -> !c.taking() && c.actor().equals(role)).toList();
      for (var without : withoutOneCondition(named.getValue())) {
        assertThat(roles.with(role, without).wrong(own)).as(role + ": " + without).isNotEmpty();
        removed++;
      }
    }
    for (var without : withoutOneCondition(roles.trust())) {
      assertThat(new Roles(roles.documents(), without).wrong(taking())).isNotEmpty();
      removed++;
    }
    assertThat(removed).isGreaterThan(30);
  }

  @Test
  void a_prefix_match_is_caught() {
    assertCaught(
        bad(s -> leadingKeys(s, "ForAllValues:StringLike", "${aws:PrincipalTag/TenantId}*")));
  }

  @Test
  void a_missing_guard_against_absent_keys_is_caught() {
    assertCaught(bad(s -> ((ObjectNode) s.path("Condition")).remove("Null")));
  }

  @Test
  void a_scan_is_caught_with_and_without_a_guard() {
    assertCaught(bad(s -> s.put("Action", "dynamodb:*")));
    assertCaught(
        bad(
            s -> {
              s.put("Action", "dynamodb:Scan");
              ((ObjectNode) s.path("Condition")).remove("Null");
            }));
    assertCaught(bad(s -> s.put("Action", "dynamodb:Partiql*")));
  }

  @Test
  void more_tables_than_meant_are_caught() {
    assertCaught(bad(s -> s.put("Resource", "*")));
    assertCaught(bad(s -> s.put("Resource", "arn:aws:dynamodb:*:*:table/stash-prod-*")));
  }

  @Test
  void a_prefix_of_objects_without_its_slash_is_caught() {
    assertCaught(
        badObjects(s -> s.put("Resource", s.path("Resource").asText().replace("/*", "*"))));
    assertCaught(badObjects(s -> s.put("Action", "s3:*Object*")));
  }

  @Test
  void a_statement_for_everything_is_caught() {
    assertCaught(
        bad(
            s -> {
              s.put("Action", "*").put("Resource", "*");
              s.remove("Condition");
            }));
  }

  @Test
  void what_the_evaluator_does_not_know_is_refused() {
    refused(s -> leadingKeys(s, "ForAnyValue:StringEquals", "${aws:PrincipalTag/TenantId}"));
    refused(s -> leadingKeys(s, "StringEqualsIfExists", "${aws:PrincipalTag/TenantId}"));
    refused(s -> leadingKeys(s, "ForAllValues:StringEquals", "${aws:username}"));
    refused(
        s ->
            ((ObjectNode) s.path("Condition"))
                .putObject("ForAllValues:StringEquals")
                .put("dynamodb:LeadingKeys ", "${aws:PrincipalTag/TenantId}"));
    refused(s -> s.set("NotAction", s.remove("Action")));
    refused(s -> s.set("NotResource", s.remove("Resource")));
    refused(s -> s.put("Effect", "allow"));
    refused(s -> s.putArray("Action"));
    refused(s -> s.remove("Resource"));
  }

  @Test
  void a_tag_that_anybody_may_choose_is_caught() {
    assertCaughtTaking(s -> condition(s, "StringLike", "aws:RequestTag/TenantId", "*"));
    assertCaughtTaking(s -> s.put("Action", "sts:*"));
    assertCaughtTaking(
        s ->
            ((ObjectNode) s.path("Principal"))
                .putArray("AWS")
                .add("role/stash-prod-api")
                .add("role/stash-prod-upload")
                .add("role/stash-prod-pipeline")
                .add("role/stash-prod-sweep"));
    var everybody = roles.trust().deepCopy();
    ((ObjectNode) everybody.at("/Statement/0")).put("Principal", "*");
    assertThatThrownBy(() -> new Roles(roles.documents(), everybody).wrong(taking()))
        .isInstanceOf(NotUnderstood.class);
  }

  private List<Case> taking() {
    return cases.stream().filter(Case::taking).toList();
  }

  private void assertCaught(Roles bad) {
    assertThat(bad.wrong(cases)).isNotEmpty();
  }

  private void assertCaughtTaking(Consumer<ObjectNode> change) {
    var trust = roles.trust().deepCopy();
    change.accept((ObjectNode) trust.at("/Statement/0"));
    assertThat(new Roles(roles.documents(), trust).wrong(taking())).isNotEmpty();
  }

  private void refused(Consumer<ObjectNode> change) {
    var bad = bad(change);
    assertThatThrownBy(() -> bad.wrong(cases)).isInstanceOf(NotUnderstood.class);
  }

  /** Changes the session's first statement on tables. */
  private Roles bad(Consumer<ObjectNode> change) {
    return changed("dynamodb:", change);
  }

  private Roles badObjects(Consumer<ObjectNode> change) {
    return changed("s3:", change);
  }

  private Roles changed(String service, Consumer<ObjectNode> change) {
    var document = Synthesized.at(roles.documents(), IsolationCases.SESSION).deepCopy();
    for (var statement : document.path("Statement")) {
      if (statement.path("Action").toString().contains(service)) {
        change.accept((ObjectNode) statement);
        return roles.with(IsolationCases.SESSION, document);
      }
    }
    throw new AssertionError("no statement on " + service);
  }

  private static void leadingKeys(ObjectNode statement, String operator, String value) {
    var conditions = Json.object();
    conditions.putObject(operator).put("dynamodb:LeadingKeys", value);
    conditions.putObject("Null").put("dynamodb:LeadingKeys", "false");
    statement.set("Condition", conditions);
  }

  private static void condition(ObjectNode statement, String operator, String key, String value) {
    ((ObjectNode) statement.path("Condition").path(operator)).put(key, value);
  }

  private static List<JsonNode> withoutOneCondition(JsonNode document) {
    var all = new ArrayList<JsonNode>();
    var statements = (ArrayNode) document.path("Statement");
    for (int i = 0; i < statements.size(); i++) {
      for (var operator : statements.path(i).path("Condition").properties()) {
        for (var key : operator.getValue().properties()) {
          var without = document.deepCopy();
          var left =
              (ObjectNode)
                  without.path("Statement").path(i).path("Condition").path(operator.getKey());
          left.remove(key.getKey());
          all.add(without);
        }
      }
    }
    return all;
  }
}
