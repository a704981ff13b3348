package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.Json;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.ServerlessChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.lambda.Code;

/** What cdk-nag finds is what {@code nag-exceptions.txt} gives a reason for, no more, no less. */
@NeedsNode
class NagTest {
  @TempDir Path folder;

  @Test
  void every_finding_has_a_reason_and_every_reason_a_finding() throws IOException {
    var findings = findings();
    var reasons = reasons();
    assertThat(findings).isNotEmpty();
    assertThat(reasons.values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(20));
    assertThat(reasons.keySet()).isEqualTo(findings);
  }

  /** Rule and construct of each finding, for example {@code AwsSolutions-L1 prod/App/X}. */
  private Set<String> findings() throws IOException {
    var app =
        StashApp.app(folder.toString(), Map.of("@aws-cdk/core:failSynthOnValidationErrors", false));
    var empty = Synthesized.empty(folder);
    new EnvironmentStage(app, Environments.PROD, _ -> Code.fromAsset(empty.toString()));
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
    app.synth();
    var report = Json.MAPPER.readTree(Files.readString(folder.resolve("validation-report.json")));
    var findings = new TreeSet<String>();
    for (var plugin : report.path("pluginReports")) {
      for (var violation : plugin.path("violations")) {
        for (var construct : violation.path("violatingConstructs")) {
          findings.add(
              violation.path("ruleName").asText() + " " + construct.path("constructPath").asText());
        }
      }
    }
    return findings;
  }

  /** A reason stands above the findings it is for. */
  private static Map<String, String> reasons() throws IOException {
    var reasons = new TreeMap<String, String>();
    var reason = "";
    for (var line : Files.readAllLines(Path.of("src/test/resources/nag-exceptions.txt"))) {
      if (line.startsWith("# ")) {
        reason = line.substring(2);
      } else if (!line.isBlank()) {
        assertThat(reasons.put(line, reason)).as("listed twice: " + line).isNull();
      }
    }
    return reasons;
  }
}
