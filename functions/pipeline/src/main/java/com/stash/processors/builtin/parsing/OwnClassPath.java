package com.stash.processors.builtin.parsing;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The class path this code was loaded from. On Lambda the function's own classes are not on {@code
 * java.class.path}: they lie in the task folder, with its libraries in {@code lib}.
 */
final class OwnClassPath {
  private OwnClassPath() {}

  static String find() {
    var own = ownLocation();
    var known = System.getProperty("java.class.path", "");
    var listed =
        Arrays.stream(known.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .anyMatch(entry -> Path.of(entry).toAbsolutePath().equals(own));
    return listed ? known : taskFolder(own);
  }

  static String taskFolder(Path own) {
    if (Files.isDirectory(own)) {
      return own + File.pathSeparator + own.resolve("lib") + File.separator + "*";
    }
    var folder = own.resolveSibling("");
    return String.join(
        File.pathSeparator,
        own.toString(),
        folder + File.separator + "*",
        folder.resolveSibling("").toString());
  }

  private static Path ownLocation() {
    try {
      var source = OwnClassPath.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path cannot be found; set it explicitly", e);
    }
  }
}
