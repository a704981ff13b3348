package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The templates keep CloudFormation's own schemas, limits and references, as cfn-lint knows them;
 * {@code .cfnlintrc} has what is meant. Without cfn-lint it is skipped in a line.
 */
@NeedsNode
class CfnLintTest {
  private static final String TABLE = "AWS::DynamoDB::GlobalTable";
  private static final String ALIAS = "AWS::KMS::Alias";
  private static final String KEY = "AWS::KMS::Key";

  @TempDir private Path folder;

  @BeforeAll
  static void look() {
    var found =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "cfn-lint")));
    if (!found) {
      System.err.println(
          "infra-cdk: no cfn-lint found, its tests are skipped: pip install cfn-lint");
      abort("there is no cfn-lint");
    }
  }

  @Test
  void every_template_is_clean() throws Exception {
    assertThat(Synthesized.templates(Synthesized.FOLDER)).hasSize(2 * Environments.ALL.size());
    assertThat(findings(Synthesized.FOLDER)).isEmpty();
  }

  /** How a template may be broken, by the rule that finds it. */
  private static Map<String, Consumer<ObjectNode>> faults() {
    return Map.ofEntries(
        Map.entry("E3006", t -> table(t).put("Type", "AWS::DynamoDB::Tables")),
        Map.entry("E3002", t -> properties(t).put("TableNames", "unknown")),
        Map.entry("E3003", t -> properties(t, ALIAS).remove("TargetKeyId")),
        Map.entry("E3012", t -> properties(t, KEY).put("EnableKeyRotation", "true")),
        Map.entry("E3030", t -> properties(t, KEY).put("KeySpec", "A_SPARE_ONE")),
        Map.entry("E3031", t -> properties(t, ALIAS).put("AliasName", "a name with spaces")),
        Map.entry("E3033", t -> properties(t, ALIAS).put("AliasName", "alias/" + "x".repeat(300))),
        Map.entry("E1010", t -> properties(t).putObject("TableName").put("Fn::GetAtt", "No.Arn")),
        Map.entry("E1020", t -> properties(t).putObject("TableName").put("Ref", "Nothing")),
        Map.entry("E3005", t -> table(t).put("DependsOn", "Nothing")),
        Map.entry("E3004", t -> table(t).put("DependsOn", name(t))),
        Map.entry("E3010", CfnLintTest::addTooMany));
  }

  @Test
  void a_broken_template_is_found() throws Exception {
    for (var fault : faults().entrySet()) {
      var broken = small();
      fault.getValue().accept(broken);
      Files.write(folder.resolve(fault.getKey() + ".template.json"), Json.bytes(broken));
    }
    var findings = findings(folder);
    for (var rule : faults().keySet()) {
      assertThat(findings.getOrDefault(rule + ".template.json", Set.of())).contains(rule);
    }
  }

  /** Returns dev's keys with their names, and one of its tables: cfn-lint takes its time. */
  private static ObjectNode small() {
    var template = (ObjectNode) Synthesized.of(Environments.DEV).data().deepCopy();
    var table = name(template);
    var kept = Set.of(KEY, ALIAS);
    var resources = (ObjectNode) template.path("Resources");
    resources
        .properties()
        .removeIf(
            r -> !r.getKey().equals(table) && !kept.contains(r.getValue().path("Type").asText()));
    template.remove("Outputs");
    return template;
  }

  private static String name(ObjectNode template) {
    return Synthesized.resources(template, TABLE).keySet().iterator().next();
  }

  private static ObjectNode table(ObjectNode template) {
    return (ObjectNode) template.path("Resources").path(name(template));
  }

  private static ObjectNode properties(ObjectNode template) {
    return properties(template, TABLE);
  }

  private static ObjectNode properties(ObjectNode template, String type) {
    return (ObjectNode) Synthesized.resources(template, type).values().iterator().next();
  }

  private static void addTooMany(ObjectNode template) {
    var resources = (ObjectNode) template.path("Resources");
    for (int i = 0; i < 501; i++) {
      resources.putObject("More" + i).put("Type", "AWS::SNS::Topic");
    }
  }

  /** Returns the rules that each template below a folder breaks, by the file's name. */
  private Map<String, Set<String>> findings(Path templates) throws Exception {
    var found = new TreeMap<String, Set<String>>();
    for (var finding : lint(templates)) {
      var file = Path.of(finding.path("Filename").asText()).getFileName().toString();
      found
          .computeIfAbsent(file, _ -> new TreeSet<>())
          .add(finding.path("Rule").path("Id").asText());
    }
    return found;
  }

  private JsonNode lint(Path templates) throws IOException, InterruptedException {
    var report = Files.createTempFile(folder, "report", ".json");
    var process =
        new ProcessBuilder("cfn-lint", "--format", "json", templates + "/**/*.template.json")
            .redirectErrorStream(true)
            .redirectOutput(report.toFile())
            .start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    return Json.parse(Files.readAllBytes(report));
  }
}
