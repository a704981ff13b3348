package com.stash.local.outsiders;

import com.stash.local.fixtures.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs the tests under {@code src/test/javascript}: S3, the queue and the API, used by the AWS SDK
 * for JavaScript, which npm fetches as the lock file says.
 */
class JavaScriptTest {
  private static final Path SOURCES = Path.of("src", "test", "javascript");
  private static final Path FOLDER = Path.of("target", "javascript");

  @BeforeAll
  static void install() throws Exception {
    Needs.program("node", "Node.js 20 or later, https://nodejs.org");
    Needs.program("npm", "Node.js 20 or later, https://nodejs.org");
    copy();
    var npm = new Program("npm", FOLDER, Map.of());
    var fetched =
        npm.run("install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund");
    if (fetched.exit() != 0) {
      var why = fetched.printed().lines().findFirst().orElse("");
      Needs.skip("npm cannot fetch the AWS SDK for JavaScript, it needs its registry: " + why);
    }
  }

  private static void copy() throws IOException {
    Files.createDirectories(FOLDER);
    try (var files = Files.list(SOURCES)) {
      for (var file : files.toList()) {
        Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Test
  void the_sdk_for_javascript_is_served_as_aws_serves_it() throws Exception {
    var premises = new Premises();
    try {
      new Program("node", FOLDER, premises.variables())
          .run("--no-warnings", "--test", "--test-reporter=spec")
          .well();
    } finally {
      premises.close();
    }
  }
}
