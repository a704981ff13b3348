package com.stash.processors.builtin.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.ErrorClass;
import com.stash.processors.Result;
import com.stash.processors.builtin.Bench;
import com.stash.processors.builtin.parsing.HostileFiles.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each hostile file costs at most itself: in bounded time, and the next file is read. */
class HostileDocumentsTest {
  private static final JsonNode DEFAULTS = Bench.json("{}");
  private static final String CATALOG = "<< /Type /Catalog /Pages 2 0 R >>";

  @TempDir static Path temp;
  @AutoClose static Bench bench;
  private static HostileFiles hostile;

  @BeforeAll
  static void open() throws IOException {
    hostile = new HostileFiles(Files.createDirectory(temp.resolve("files")));
    bench = new Bench(temp, Optional.empty()).allowing(Duration.ofSeconds(3));
  }

  interface Making {
    Path file() throws IOException;
  }

  static Stream<Making> attacks() {
    return Stream.of(
        () -> hostile.zipBomb(),
        () -> hostile.nested("deep.html", "<html><body>", "<div><b>", 100_000),
        () -> hostile.nested("deep.xml", "<?xml version=\"1.0\"?>", "<a>", 100_000),
        () -> hostile.nestedArchive(30),
        () -> hostile.text("laughs.xml", billionLaughs()),
        () -> hostile.docx("laughs.docx", Content.of(billionLaughs())),
        () -> hostile.sparseWorkbook(),
        () -> hostile.mail(2000, true),
        () -> hostile.mail(2000, false),
        () -> hostile.random("random.pdf"),
        () -> hostile.random("random.docx"),
        () -> hostile.text("empty.pdf", ""),
        () -> hostile.pdf("count.pdf", CATALOG, "<< /Type /Pages /Count 2000000000 /Kids [] >>"),
        () ->
            hostile.pdf(
                "loop.pdf", CATALOG, "<< /Type /Pages /Count 9 /Kids [2 0 R 3 0 R] >>", "3 0 R"),
        HostileDocumentsTest::formThatDrawsItself,
        HostileDocumentsTest::manyPages,
        () -> hostile.pdfBomb(),
        HostileDocumentsTest::deepPdfArray,
        HostileDocumentsTest::truncatedPdf);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void a_hostile_file_costs_itself_alone(Making attack) throws Exception {
    var file = attack.file();
    var size = Files.size(file);
    var result = bench.run("text-extraction", file, DEFAULTS);
    switch (result) {
      case Result.Done(var output, var units) -> {
        assertThat(output.path("characters").asInt()).isLessThanOrEqualTo(200_000);
        assertThat(units).isBetween(1L, 500L);
      }
      case Result.Refused refused -> assertThat(refused.kind()).isEqualTo(ErrorClass.PERMANENT);
      case Result.Later later -> assertThat(later).as("a refusal for good").isNull();
    }
    assertThat(Files.size(file)).isEqualTo(size);
    var honest = bench.done("text-extraction", Bench.sample("notes.txt"), DEFAULTS);
    assertThat(honest.path("text").asText()).contains("Meeting notes");
  }

  private static String billionLaughs() {
    var xml = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e0 \"ha\">");
    for (var level = 1; level < 12; level++) {
      var references = ("&e" + (level - 1) + ";").repeat(10);
      xml.append("<!ENTITY e%d \"%s\">".formatted(level, references));
    }
    return xml.append("]><a>&e11;</a>").toString();
  }

  private static Path formThatDrawsItself() throws IOException {
    var resources = "/Resources << /XObject << /F 4 0 R >> >>";
    return hostile.pdf(
        "recursive.pdf",
        CATALOG,
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 5 0 R %s >>"
            .formatted(resources),
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] %s /Length 11 >>\n".formatted(resources)
            + "stream\n/F Do /F Do\nendstream",
        "<< /Length 5 >>\nstream\n/F Do\nendstream");
  }

  private static Path manyPages() throws IOException {
    var count = 20_000;
    var objects = new String[2 + count];
    var kids = new StringBuilder();
    for (var page = 0; page < count; page++) {
      kids.append(page + 3).append(" 0 R ");
      objects[page + 2] = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>";
    }
    objects[0] = CATALOG;
    objects[1] = "<< /Type /Pages /Count %d /Kids [%s] >>".formatted(count, kids);
    return hostile.pdf("pages.pdf", objects);
  }

  private static Path deepPdfArray() throws IOException {
    return hostile.pdf("array.pdf", CATALOG, "[".repeat(200_000));
  }

  private static Path truncatedPdf() throws IOException {
    var whole = Files.readAllBytes(Bench.sample("invoice-globex.pdf"));
    var half = Arrays.copyOf(whole, whole.length / 2);
    return Files.write(temp.resolve("half.pdf"), half);
  }
}
