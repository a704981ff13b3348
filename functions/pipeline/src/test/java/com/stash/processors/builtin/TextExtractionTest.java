package com.stash.processors.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.ErrorClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextExtractionTest {
  private static final String SLUG = "text-extraction";
  private static final JsonNode DEFAULTS = Bench.json("{}");

  @TempDir static Path temp;
  @AutoClose static Bench bench;

  @BeforeAll
  static void open() {
    bench = new Bench(temp, Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "invoice-acme.pdf|Invoice number: INV-2026-0417",
        "invoice-acme.pdf|Total due $1,308.31",
        "invoice-globex.pdf|Gesamtbetrag 2.423,44 €",
        "contract.docx|Contract number: SA-2026-117",
        "expenses.xlsx|Lunch with client",
        "contacts.csv|mara.okafor@larkfield.example.com",
        "newsletter.html|Linen notebooks, $18.00",
        "complaint.eml|Two of the six desk organisers",
        "complaint.eml|Delivered: 4 pieces",
        "notes.txt|Next meeting: 2026-12-04",
        "order.json|\"total\": \"532.40\"",
      })
  void the_text_of_each_sample_is_read(String name, String expected) throws Exception {
    var output = bench.done(SLUG, Bench.sample(name), DEFAULTS);
    assertThat(output.path("text").asText()).contains(expected);
    assertThat(output.path("characters").asInt()).isEqualTo(output.path("text").asText().length());
    assertThat(output.path("truncated").asBoolean()).isFalse();
  }

  @Test
  void what_a_file_says_about_itself_is_kept() throws Exception {
    var invoice = bench.done(SLUG, Bench.sample("invoice-acme.pdf"), DEFAULTS);
    assertThat(invoice.path("title").asText()).isEqualTo("Invoice INV-2026-0417");
    assertThat(invoice.at("/metadata/type").asText()).isEqualTo("application/pdf");
    assertThat(invoice.at("/metadata/created").asText()).startsWith("2026-11-02T");
    var mail = bench.done(SLUG, Bench.sample("complaint.eml"), DEFAULTS);
    assertThat(mail.path("title").asText()).isEqualTo("Complaint about order 2026-5531");
    assertThat(mail.at("/metadata/from").asText()).contains("mara.okafor@larkfield.example.com");
    assertThat(mail.at("/metadata/attachments/0").asText()).isEqualTo("delivery-note.txt");
  }

  @Test
  void scripts_and_styles_are_no_text() throws Exception {
    var text = bench.done(SLUG, Bench.sample("newsletter.html"), DEFAULTS).path("text").asText();
    assertThat(text).doesNotContain("window.opened").doesNotContain("font-family");
  }

  @ParameterizedTest
  @CsvSource({"receipt-scan.png", "scanned-invoice.pdf"})
  void a_picture_has_no_text_and_is_no_failure(String name) throws Exception {
    var output = bench.done(SLUG, Bench.sample(name), DEFAULTS);
    assertThat(output.path("characters").asInt()).isZero();
    assertThat(output.path("pages").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "encrypted.pdf,encrypted_document",
    "damaged.pdf,unreadable_document",
    "setup.exe,unsupported_type",
    "empty.txt,empty_document",
  })
  void what_cannot_be_read_is_refused_for_good(String name, String code) throws Exception {
    var refused = bench.refused(SLUG, Bench.sample(name), DEFAULTS);
    assertThat(refused.kind()).isEqualTo(ErrorClass.PERMANENT);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.message()).endsWith(".");
  }

  @Test
  void the_text_is_cut_at_the_configured_length() throws Exception {
    var config = Bench.json("{\"maxCharacters\": 40}");
    for (var name : new String[] {"invoice-acme.pdf", "notes.txt", "contract.docx"}) {
      var output = bench.done(SLUG, Bench.sample(name), config);
      assertThat(output.path("truncated").asBoolean()).isTrue();
      assertThat(output.path("characters").asInt()).isBetween(1, 40);
    }
  }

  @Test
  void xml_and_rtf_are_read() throws Exception {
    var xml =
        Files.writeString(temp.resolve("a.xml"), "<?xml version=\"1.0\"?><a><b>Hello</b></a>");
    assertThat(bench.done(SLUG, xml, DEFAULTS).path("text").asText()).contains("Hello");
    var rtf =
        Files.writeString(
            temp.resolve("a.rtf"),
            "{\\rtf1\\ansi\\deff0 {\\fonttbl{\\f0 Arial;}}\\pard Hello \\b world\\b0 .\\par}");
    assertThat(bench.done(SLUG, rtf, DEFAULTS).path("text").asText()).contains("Hello world");
  }
}
