package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** samconfig.toml says what the SAM CLI understands, of what is synthesized. */
@NeedsNode
class SamConfigTest {
  private static final Path CHECKOUT = Path.of("..");
  private static final Pattern SECTION = Pattern.compile("\\[([a-z]+)\\.([a-z_]+)\\.parameters]");
  private static final Pattern LINE = Pattern.compile("([a-z0-9_]+) = \"?([^\"]*)\"?");

  /**
   * The parameters used of each command, all of them known to the <a
   * href="https://github.com/aws/aws-sam-cli/blob/develop/schema/samcli.json">SAM CLI</a>.
   */
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          "global", Set.of("region", "profile", "stack_name"),
          "local_invoke", Set.of("template_file", "env_vars"),
          "local_start_api", Set.of("template_file", "env_vars", "warm_containers"),
          "validate", Set.of("template_file"),
          "deploy", Set.of("template_file", "resolve_s3", "capabilities", "confirm_changeset"));

  @Test
  void each_environment_has_the_commands_on_what_is_deployed_and_dev_those_on_this_machine()
      throws IOException {
    var wanted = new TreeSet<String>();
    for (var config : Environments.ALL) {
      Stream.of("global", "validate", "deploy").forEach(c -> wanted.add(config.name() + "." + c));
    }
    wanted.add("dev.local_invoke");
    wanted.add("dev.local_start_api");
    assertThat(sections().keySet()).isEqualTo(wanted);
  }

  @Test
  void each_command_has_its_parameters() throws IOException {
    sections()
        .forEach(
            (section, values) ->
                assertThat(values.keySet())
                    .as(section)
                    .isEqualTo(PARAMETERS.get(section.split("\\.", 2)[1])));
  }

  @Test
  void each_environment_is_itself() throws IOException {
    for (var config : Environments.ALL) {
      var global = Synthesized.at(sections(), config.name() + ".global");
      assertThat(global)
          .containsEntry("region", config.region())
          .containsEntry("profile", "stash-" + config.name())
          .containsEntry("stack_name", config.named("app"));
      assertThat(Synthesized.at(sections(), config.name() + ".deploy"))
          .containsEntry("confirm_changeset", Boolean.toString(config.kept()));
    }
  }

  @Test
  void its_templates_are_the_app_stacks() throws IOException {
    var written = Synthesized.templates(Synthesized.FOLDER).keySet();
    assertThat(Synthesized.of(Environments.DEV).app()).isNotEmpty();
    sections()
        .forEach(
            (section, values) -> {
              var file = values.get("template_file");
              if (file != null) {
                var environment = section.split("\\.", 2)[0];
                var folder = "infra-cdk/cdk.out/";
                assertThat(file).startsWith(folder + "assembly-" + environment + "/");
                assertThat(file).contains(environment + "App");
                assertThat(written).contains(file.substring(folder.length()));
              }
            });
  }

  @Test
  void its_variables_are_those_the_functions_get() throws IOException {
    assertThat(Synthesized.at(sections(), "dev.local_invoke"))
        .containsEntry("env_vars", "infra-cdk/sam-environment.json");
    assertThat(Synthesized.at(sections(), "dev.local_start_api"))
        .containsEntry("env_vars", "infra-cdk/sam-environment.json");
    var given = Json.MAPPER.readTree(Files.readString(Path.of("sam-environment.json")));
    var deployed =
        Synthesized.resources(Synthesized.of(Environments.DEV).app(), "AWS::Lambda::Function")
            .values()
            .iterator()
            .next()
            .at("/Environment/Variables");
    var names = deployed.properties().stream().map(e -> e.getKey()).toList();
    assertThat(names).isNotEmpty();
    assertThat(given.path("Parameters").properties())
        .extracting(e -> e.getKey())
        .contains("AWS_ENDPOINT_URL")
        .containsAll(names);
  }

  /** Reads the file, by {@code environment.command}: as much of TOML as it has. */
  private static Map<String, Map<String, String>> sections() throws IOException {
    var sections = new TreeMap<String, Map<String, String>>();
    var values = new TreeMap<String, String>();
    for (var text : lines()) {
      var section = SECTION.matcher(text);
      var line = LINE.matcher(text);
      if (section.matches()) {
        values = new TreeMap<>();
        assertThat(sections.put(section.group(1) + "." + section.group(2), values)).isNull();
      } else {
        assertThat(line.matches()).as(text).isTrue();
        assertThat(values.put(line.group(1), line.group(2))).as(text).isNull();
      }
    }
    return sections;
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(CHECKOUT.resolve("samconfig.toml")).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
