package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;

/** How an environment comes to another KMS key of its credentials. */
@NeedsNode
class CredentialKeysTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void the_alias_moves_to_the_new_key_and_both_keys_stay() throws Exception {
    var before = template(List.of(1));
    var after = template(List.of(2, 1));
    assertThat(names(before, "AWS::KMS::Key")).hasSize(3);
    assertThat(names(after, "AWS::KMS::Key"))
        .containsAll(names(before, "AWS::KMS::Key"))
        .hasSize(4);
    assertThat(names(after, "AWS::KMS::Alias")).isEqualTo(names(before, "AWS::KMS::Alias"));
    assertThat(target(before)).startsWith("KeysCredentials").isNotEqualTo(target(after));
    assertThat(target(after)).startsWith("KeysCredentials2");
  }

  @Test
  void new_values_are_sealed_under_the_first_key_and_old_ones_opened_under_each() throws Exception {
    var statements = statements(List.of(2, 1));
    assertThat(statements).hasSize(2);
    assertThat(statements.get(0).path("Action").asText()).isEqualTo("kms:GenerateDataKey");
    assertThat(statements.get(0).path("Resource").toString())
        .contains("KeysCredentials2")
        .hasSizeLessThan(80);
    assertThat(statements.get(1).path("Action").asText()).isEqualTo("kms:Decrypt");
    assertThat(statements.get(1).path("Resource")).hasSize(2);
    for (var statement : statements) {
      assertThat(statement.at("/Condition/StringEquals/kms:EncryptionContext:tenantId").asText())
          .isEqualTo(SessionRole.TENANT);
    }
  }

  @Test
  void there_is_a_key_and_each_once() {
    for (var wrong : List.of(List.<Integer>of(), List.of(1, 1))) {
      assertThatThrownBy(() -> config(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private JsonNode template(List<Integer> keys) throws Exception {
    var out = Files.createDirectory(folder.resolve("keys" + keys.size()));
    var app = StashApp.app(out.toString(), Map.of());
    new Keys(new Stack(app, "keys"), config(keys));
    app.synth();
    return Json.parse(Files.readAllBytes(out.resolve("keys.template.json")));
  }

  private List<JsonNode> statements(List<Integer> keys) {
    var app = StashApp.app(folder.resolve("rights").toString(), Map.of());
    var stack = new Stack(app, "keys");
    var config = config(keys);
    var allowed = new Allowed(config, new Keys(stack, config));
    return allowed.secrets("StringEquals", SessionRole.TENANT).stream()
        .map(
            statement ->
                Json.MAPPER.<JsonNode>valueToTree(stack.resolve(statement.toStatementJson())))
        .toList();
  }

  private static List<String> names(JsonNode template, String type) {
    return List.copyOf(Synthesized.resources(template, type).keySet());
  }

  private static String target(JsonNode template) {
    return Synthesized.resources(template, "AWS::KMS::Alias").values().stream()
        .filter(alias -> alias.path("AliasName").asText().endsWith("-credentials"))
        .map(alias -> alias.at("/TargetKeyId/Fn::GetAtt/0").asText())
        .findFirst()
        .orElseThrow();
  }

  private static EnvironmentConfig config(List<Integer> keys) {
    var dev = Environments.DEV;
    return new EnvironmentConfig(
        dev.name(),
        dev.account(),
        dev.region(),
        dev.kept(),
        keys,
        dev.logDays(),
        dev.snapStart(),
        dev.capacity(),
        dev.alarmMail(),
        dev.budgetUsd(),
        dev.baseDomain(),
        dev.hostedZone(),
        dev.browserOrigins(),
        dev.issuers());
  }
}
