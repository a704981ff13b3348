package com.stash.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsNode
class ReproducibleTest {
  @TempDir Path folder;

  @Test
  void two_processes_write_the_same_templates() throws Exception {
    assertThat(Synthesized.of(Environments.DEV).app()).isNotEmpty();
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Synthesized.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    var templates = Synthesized.templates(Synthesized.FOLDER);
    assertThat(templates).hasSize(2 * Environments.ALL.size());
    assertThat(Synthesized.templates(folder)).isEqualTo(templates);
  }
}
