import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes what Lambda's Java runtime takes: a function's classes, and below {@code lib/} the jars
 * they stand on, not compressed in themselves; docs/decisions/packages.md says why. It fails when
 * the package is heavier than it may be. The arguments are the package, its most bytes, and the
 * class path, which begins with the function's classes.
 */
class LambdaPackage {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  public static void main(String... args) throws IOException {
    var zip = Path.of(args[0]);
    var most = Long.parseLong(args[1]);
    var classPath = Stream.of(args[2].split(File.pathSeparator)).map(Path::of).toList();
    write(zip, classPath.getFirst(), classPath.subList(1, classPath.size()));
    if (Files.size(zip) > most) {
      System.err.printf(
          "%s weighs %,d bytes, and may weigh %,d. The heaviest in it:%n",
          zip.getFileName(), Files.size(zip), most);
      heaviest(zip).forEach(System.err::println);
      System.exit(1);
    }
  }

  private static void write(Path zip, Path classes, List<Path> jars) throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      try (var files = Files.walk(classes)) {
        for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
          out.putNextEntry(entry(classes.relativize(file).toString()));
          Files.copy(file, out);
        }
      }
      for (var jar : jars.stream().sorted(Comparator.comparing(Path::getFileName)).toList()) {
        out.putNextEntry(entry("lib/" + jar.getFileName()));
        store(jar, out);
      }
    }
  }

  /** Copies a jar with its entries as they are instead of deflated. */
  private static void store(Path jar, OutputStream out) throws IOException {
    var copy = new ZipOutputStream(out);
    copy.setMethod(ZipOutputStream.STORED);
    try (var original = new ZipFile(jar.toFile())) {
      for (var from : original.stream().filter(e -> !e.isDirectory()).toList()) {
        var bytes = original.getInputStream(from).readAllBytes();
        var sum = new CRC32();
        sum.update(bytes);
        var to = entry(from.getName());
        to.setSize(bytes.length);
        to.setCrc(sum.getValue());
        copy.putNextEntry(to);
        copy.write(bytes);
      }
    }
    copy.finish();
  }

  private static ZipEntry entry(String name) {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    return entry;
  }

  private static List<String> heaviest(Path zip) throws IOException {
    try (var written = new ZipFile(zip.toFile())) {
      return written.stream()
          .sorted(Comparator.<ZipEntry>comparingLong(ZipEntry::getCompressedSize).reversed())
          .limit(10)
          .map(e -> "%,12d  %s".formatted(e.getCompressedSize(), e.getName()))
          .toList();
    }
  }
}
