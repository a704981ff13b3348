package com.stash.processors.builtin.parsing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How parser processes are started.
 *
 * @param processes how many may run at once
 * @param documentsPerProcess after how many documents one is replaced
 * @param startTimeout how long one may take until it is ready
 * @param javaHome the Java installation to run
 * @param classPath where the child finds Stash and its libraries
 * @param temp where each process gets a folder of its own
 * @param heap the child's largest heap, for example {@code 256m}
 */
public record ParserSettings(
    int processes,
    int documentsPerProcess,
    Duration startTimeout,
    Path javaHome,
    String classPath,
    Path temp,
    String heap) {

  public ParserSettings {
    if (processes < 1 || documentsPerProcess < 1) {
      throw new IllegalArgumentException("at least one process and one document each");
    }
    if (!heap.matches("[1-9][0-9]{0,4}[mg]")) {
      throw new IllegalArgumentException("a heap is written like 256m");
    }
  }

  /** Returns settings for this JVM's own Java and class path, with 200 documents a process. */
  public static ParserSettings ofThisJvm(int processes) {
    return new ParserSettings(
        processes,
        200,
        Duration.ofSeconds(30),
        Path.of(System.getProperty("java.home")),
        OwnClassPath.find(),
        Path.of(System.getProperty("java.io.tmpdir")),
        "256m");
  }

  public ParserSettings withDocumentsPerProcess(int documents) {
    return new ParserSettings(processes, documents, startTimeout, javaHome, classPath, temp, heap);
  }

  public ParserSettings withTemp(Path folder) {
    return new ParserSettings(
        processes, documentsPerProcess, startTimeout, javaHome, classPath, folder, heap);
  }

  public ParserSettings withClassPath(String path) {
    return new ParserSettings(
        processes, documentsPerProcess, startTimeout, javaHome, path, temp, heap);
  }

  public ParserSettings withHeap(String size) {
    return new ParserSettings(
        processes, documentsPerProcess, startTimeout, javaHome, classPath, temp, size);
  }

  List<String> command(Path folder) {
    return List.of(
        javaHome.resolve("bin").resolve("java").toString(),
        "-Xmx" + heap,
        "-Xss2m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        "-XX:ErrorFile=" + folder.resolve("crash.log"),
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=" + folder,
        "-Duser.home=" + folder,
        "-Djdk.net.hosts.file=" + folder.resolve("no-hosts"),
        "-Djdk.xml.maxElementDepth=1000",
        "-Djavax.xml.accessExternalDTD=",
        "-Djavax.xml.accessExternalSchema=",
        "-Djavax.xml.accessExternalStylesheet=",
        "-cp",
        classPath,
        ParserChild.class.getName());
  }
}
