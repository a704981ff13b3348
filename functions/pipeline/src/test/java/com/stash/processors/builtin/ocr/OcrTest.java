package com.stash.processors.builtin.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.ErrorClass;
import com.stash.processors.Result;
import com.stash.processors.builtin.Bench;
import com.stash.processors.builtin.BuiltIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcrTest {
  private static final JsonNode DEFAULTS = Bench.json("{}");
  private static final Optional<Path> INSTALLED =
      BuiltIns.tesseractOn(Optional.ofNullable(System.getenv("PATH")).orElse(""));

  @TempDir Path temp;

  @Test
  void without_tesseract_a_person_is_told_what_to_install() throws Exception {
    try (var bench = new Bench(temp, Optional.empty())) {
      assertUnavailable(bench.refused("ocr", Bench.sample("receipt-scan.png"), DEFAULTS));
    }
    try (var bench = new Bench(temp, Optional.of(temp.resolve("gone")))) {
      assertUnavailable(bench.refused("ocr", Bench.sample("receipt-scan.png"), DEFAULTS));
    }
  }

  private static void assertUnavailable(Result.Refused refused) {
    assertThat(refused.kind()).isEqualTo(ErrorClass.CONFIGURATION);
    assertThat(refused.code()).isEqualTo("ocr_unavailable");
    assertThat(refused.message()).contains("tesseract-ocr");
  }

  @Test
  void a_scanned_invoice_and_a_receipt_are_recognized() throws Exception {
    assumeTrue(INSTALLED.isPresent(), "tesseract is not on the PATH: recognition not tried");
    try (var bench = new Bench(temp, INSTALLED)) {
      var receipt = bench.done("ocr", Bench.sample("receipt-scan.png"), DEFAULTS);
      assertThat(receipt.path("text").asText()).contains("TOTAL $16.52");
      assertThat(receipt.path("confidence").asInt()).isGreaterThan(70);
      var invoice = bench.done("ocr", Bench.sample("scanned-invoice.pdf"), DEFAULTS);
      assertThat(invoice.path("text").asText()).contains("Total due $1,308.31");
      assertThat(invoice.path("pages").asInt()).isEqualTo(1);
    }
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void a_language_that_is_missing_is_named() throws Exception {
    assumeTrue(INSTALLED.isPresent(), "tesseract is not on the PATH: languages not tried");
    try (var bench = new Bench(temp, INSTALLED)) {
      var config = Bench.json("{\"languages\": \"eng+xyz_abc\"}");
      var refused = bench.refused("ocr", Bench.sample("receipt-scan.png"), config);
      assertThat(refused.kind()).isEqualTo(ErrorClass.CONFIGURATION);
      assertThat(refused.message()).contains("tesseract-ocr-xyz-abc");
    }
  }

  @Test
  void the_program_gets_its_arguments_one_by_one_and_words_become_lines() throws Exception {
    var seen = temp.resolve("seen");
    var script =
        """
        printf '%%s\\n' "$@" > %s
        env | sort >> %1$s
        printf 'level\\tpage_num\\n'
        printf '5\\t1\\t1\\t1\\t1\\t1\\t0\\t0\\t9\\t9\\t90.5\\tHello\\n'
        printf '5\\t1\\t1\\t1\\t1\\t2\\t0\\t0\\t9\\t9\\t70.5\\tworld\\n'
        printf '5\\t1\\t1\\t1\\t2\\t1\\t0\\t0\\t9\\t9\\t80\\tagain\\n'
        printf '5\\t1\\t2\\t1\\t1\\t1\\t0\\t0\\t9\\t9\\t-1\\tnoise\\n'
        """
            .formatted(seen);
    try (var bench = new Bench(temp, Optional.of(fake(script)))) {
      var config = Bench.json("{\"languages\": \"eng+deu\"}");
      var output = bench.done("ocr", Bench.sample("scanned-invoice.pdf"), config);
      assertThat(output.path("text").asText()).isEqualTo("Hello world\nagain");
      assertThat(output.path("confidence").asInt()).isEqualTo(80);
      assertThat(Files.readAllLines(seen).subList(1, 7))
          .containsExactly("stdout", "-l", "eng+deu", "--psm", "4", "tsv");
      assertThat(Files.readString(seen)).doesNotContain("HOME=").contains("OMP_THREAD_LIMIT=1");
    }
  }

  @Test
  void a_program_that_takes_too_long_is_killed_with_its_children() throws Exception {
    var pids = temp.resolve("pids");
    var script = "sleep 300 &\necho $! > %s\necho $$ >> %1$s\nsleep 300\n".formatted(pids);
    try (var bench = new Bench(temp, Optional.of(fake(script)))) {
      bench.done("text-extraction", Bench.sample("notes.txt"), DEFAULTS);
      bench.allowing(Duration.ofSeconds(2));
      var refused = bench.refused("ocr", Bench.sample("receipt-scan.png"), DEFAULTS);
      assertThat(refused.kind()).isEqualTo(ErrorClass.PERMANENT);
      assertThat(refused.code()).isEqualTo("ocr_timeout");
    }
    for (var pid : Files.readAllLines(pids)) {
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(OcrTest::assertEnds);
    }
  }

  private static void assertEnds(ProcessHandle process) {
    assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void endless_output_is_cut_off() throws Exception {
    try (var bench = new Bench(temp, Optional.of(fake("exec yes 0123456789")))) {
      var refused = bench.refused("ocr", Bench.sample("receipt-scan.png"), DEFAULTS);
      assertThat(refused.code()).isEqualTo("ocr_failed");
    }
  }

  @Test
  void a_file_that_is_no_image_is_refused() throws Exception {
    try (var bench = new Bench(temp, Optional.of(fake("exit 0")))) {
      assertThat(bench.refused("ocr", Bench.sample("notes.txt"), DEFAULTS).code())
          .isEqualTo("unsupported_type");
      assertThat(bench.refused("ocr", Bench.sample("empty.txt"), DEFAULTS).code())
          .isEqualTo("empty_document");
      assertThat(bench.refused("ocr", Bench.sample("encrypted.pdf"), DEFAULTS).code())
          .isEqualTo("encrypted_document");
      assertThat(bench.refused("ocr", Bench.sample("damaged.pdf"), DEFAULTS).code())
          .isEqualTo("unreadable_document");
    }
  }

  @Test
  void only_folders_of_the_path_are_searched() throws Exception {
    var program = fake("exit 0");
    assertThat(InstalledTesseract.on("/nowhere:" + temp)).contains(program);
    assertThat(InstalledTesseract.on("")).isEmpty();
    assertThat(InstalledTesseract.on(".")).isEmpty();
  }

  private Path fake(String script) throws IOException {
    var program = Files.writeString(temp.resolve("tesseract"), "#!/bin/sh\n" + script);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }
}
