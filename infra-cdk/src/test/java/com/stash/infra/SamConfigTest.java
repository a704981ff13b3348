package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What samconfig.toml names is what is synthesized. */
@NeedsNode
class SamConfigTest {
  private static final Path CHECKOUT = Path.of("..");

  @Test
  void its_templates_are_the_app_stacks() throws IOException {
    var written = Synthesized.templates(Synthesized.FOLDER).keySet();
    assertThat(Synthesized.of(Environments.DEV).app()).isNotEmpty();
    assertThat(values("template_file"))
        .isNotEmpty()
        .allSatisfy(
            file -> {
              assertThat(file).startsWith("infra-cdk/cdk.out/").contains("App");
              assertThat(written).contains(file.substring("infra-cdk/cdk.out/".length()));
            });
  }

  @Test
  void its_stacks_and_regions_are_the_environments() throws IOException {
    var stacks = Environments.ALL.stream().map(config -> config.named("app")).toList();
    assertThat(values("stack_name")).containsAll(stacks).isSubsetOf(stacks);
    assertThat(values("region"))
        .isNotEmpty()
        .isSubsetOf(Environments.ALL.stream().map(EnvironmentConfig::region).toList());
  }

  @Test
  void its_variables_are_those_the_functions_get() throws IOException {
    assertThat(values("env_vars")).isNotEmpty().containsOnly("infra-cdk/sam-environment.json");
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

  private static List<String> values(String key) throws IOException {
    var line = Pattern.compile("(?m)^" + key + " = \"(.*)\"$");
    return line.matcher(Files.readString(CHECKOUT.resolve("samconfig.toml")))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
