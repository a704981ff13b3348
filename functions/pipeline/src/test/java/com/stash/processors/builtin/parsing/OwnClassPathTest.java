package com.stash.processors.builtin.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnClassPathTest {
  @TempDir Path temp;

  @Test
  void in_a_task_folder_the_libraries_lie_beside_the_classes() {
    assertThat(OwnClassPath.taskFolder(temp)).isEqualTo(temp + ":" + temp.resolve("lib") + "/*");
  }

  @Test
  void from_a_jar_its_neighbours_are_taken_along() {
    assertThat(OwnClassPath.taskFolder(Path.of("/var/task/lib/stash.jar")))
        .isEqualTo("/var/task/lib/stash.jar:/var/task/lib/*:/var/task");
  }

  @Test
  void here_it_is_the_class_path_of_this_jvm() {
    assertThat(OwnClassPath.find()).isEqualTo(System.getProperty("java.class.path"));
  }
}
