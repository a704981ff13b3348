import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks that every Java source is as google-java-format prints it ({@code --check}), or makes it
 * so ({@code --apply}). Maven runs it at the root of the checkout; docs/decisions/formatting.md
 * says why.
 */
class Format {

  private static final List<String> ROOTS = List.of(".ci", "functions", "local", "infra-cdk");
  private static final Set<Path> NOT_OURS = Set.of(Path.of("target"), Path.of("cdk.out"));

  public static void main(String... args) throws Exception {
    var options =
        switch (String.join(" ", args)) {
          case "--check" -> new ArrayList<>(List.of("--dry-run", "--set-exit-if-changed"));
          case "--apply" -> new ArrayList<>(List.of("--replace"));
          default -> throw new IllegalArgumentException("say --check or --apply");
        };
    for (var root : ROOTS) {
      options.addAll(sources(Path.of(root)));
    }
    // Output is held back, so that the advice comes after the names of the files.
    var out = new PrintWriter(System.out);
    var err = new PrintWriter(System.err);
    int status =
        new Main(out, err, InputStream.nullInputStream()).format(options.toArray(String[]::new));
    out.flush();
    if (status != 0) {
      err.println("Not formatted, see above. To mend: mvn -N validate -Dformat=apply");
      err.println("To look at it later: -Dexec.skip");
    }
    err.flush();
    System.exit(status);
  }

  private static List<String> sources(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> NOT_OURS.stream().noneMatch(name -> within(name, file)))
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static boolean within(Path name, Path file) {
    for (var part : file) {
      if (part.equals(name)) {
        return true;
      }
    }
    return false;
  }
}
