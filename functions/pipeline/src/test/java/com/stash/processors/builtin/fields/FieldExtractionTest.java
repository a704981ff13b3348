package com.stash.processors.builtin.fields;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.ErrorClass;
import com.stash.processors.builtin.Bench;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldExtractionTest {
  private static final String SLUG = "field-extraction";

  @TempDir static Path temp;
  @AutoClose static Bench bench;

  @BeforeAll
  static void open() {
    bench = new Bench(temp, Optional.empty());
  }

  @Test
  void the_fields_of_an_american_invoice_are_found() throws Exception {
    var fields =
        extract(
            textOf("invoice-acme.pdf"),
            """
            [{"name": "number", "type": "id", "near": "Invoice number", "required": true},
             {"name": "date", "type": "date", "near": "Invoice date"},
             {"name": "due", "type": "date", "near": "Due date"},
             {"name": "total", "type": "money", "near": "Total due"},
             {"name": "tax", "type": "money", "near": "Sales tax"},
             {"name": "iban", "type": "iban"},
             {"name": "email", "type": "email"}]
            """);
    assertThat(fields.path("missing")).isEmpty();
    assertThat(fields.at("/fields/number/value").asText()).isEqualTo("INV-2026-0417");
    assertThat(fields.at("/fields/date/value").asText()).isEqualTo("2026-11-02");
    assertThat(fields.at("/fields/due/value").asText()).isEqualTo("2026-12-02");
    assertThat(fields.at("/fields/total/value/amount").asText()).isEqualTo("1308.31");
    assertThat(fields.at("/fields/total/value/currency").asText()).isEqualTo("USD");
    assertThat(fields.at("/fields/tax/value/amount").asText()).isEqualTo("96.91");
    assertThat(fields.at("/fields/iban/value").asText()).isEqualTo("GB82WEST12345698765432");
    assertThat(fields.at("/fields/email/value").asText()).isEqualTo("billing@acme.example.com");
  }

  @Test
  void the_fields_of_a_german_invoice_are_found_under_their_labels() throws Exception {
    var fields =
        extract(
            textOf("invoice-globex.pdf"),
            """
            [{"name": "number", "type": "id", "near": "Rechnungsnummer"},
             {"name": "date", "type": "date", "near": "Rechnungsdatum"},
             {"name": "due", "type": "date", "pattern": "(\\\\d+[.] Dezember \\\\d{4})"},
             {"name": "total", "type": "money", "near": "Gesamtbetrag"},
             {"name": "iban", "type": "iban"}]
            """);
    assertThat(fields.at("/fields/number/value").asText()).isEqualTo("RE-2026/0815");
    assertThat(fields.at("/fields/date/value").asText()).isEqualTo("2026-11-24");
    assertThat(fields.at("/fields/due/value").asText()).isEqualTo("2026-12-08");
    assertThat(fields.at("/fields/total/value/amount").asText()).isEqualTo("2423.44");
    assertThat(fields.at("/fields/total/value/currency").asText()).isEqualTo("EUR");
    assertThat(fields.at("/fields/iban/value").asText()).isEqualTo("DE89370400440532013000");
  }

  @Test
  void a_hit_says_where_it_stands() throws Exception {
    var text = "Dear Ines\n\nOrder no: A-17 and A-18\n";
    var fields = extract(text, "[{\"name\": \"order\", \"type\": \"id\", \"near\": \"order no\"}]");
    var order = fields.at("/fields/order");
    var offset = order.path("offset").asInt();
    assertThat(text.substring(offset, offset + order.path("length").asInt())).isEqualTo("A-17");
    assertThat(order.path("line").asInt()).isEqualTo(3);
    assertThat(order.path("confidence").asInt()).isEqualTo(95);
  }

  @Test
  void a_value_that_is_not_alone_is_less_sure() throws Exception {
    var fields = "[{\"name\": \"total\", \"type\": \"money\"}]";
    var alone = extract("Total $5.00", fields).at("/fields/total/confidence").asInt();
    var several = extract("$5.00 or $6.00", fields).at("/fields/total/confidence").asInt();
    assertThat(alone).isGreaterThan(several);
  }

  @Test
  void text_is_the_rest_of_the_line_after_its_label() throws Exception {
    var fields =
        extract(
            "Ship to:  Larkfield Studio LLC  \nEastwick",
            "[{\"name\": \"name\", \"type\": \"text\", \"near\": \"ship to\"}]");
    assertThat(fields.at("/fields/name/value").asText()).isEqualTo("Larkfield Studio LLC");
  }

  @Test
  void what_is_not_found_is_listed_and_fails_only_when_required() throws Exception {
    var optional = "[{\"name\": \"iban\", \"type\": \"iban\"}]";
    assertThat(extract("no such thing", optional).at("/missing/0").asText()).isEqualTo("iban");
    var required = "[{\"name\": \"iban\", \"type\": \"iban\", \"required\": true}]";
    var refused = bench.refused(SLUG, Bench.sample("notes.txt"), config("no such thing", required));
    assertThat(refused.kind()).isEqualTo(ErrorClass.PERMANENT);
    assertThat(refused.code()).isEqualTo("missing_fields");
    assertThat(refused.message()).contains("iban");
  }

  @Test
  void a_pattern_has_one_group() throws Exception {
    var fields = "[{\"name\": \"a\", \"type\": \"text\", \"pattern\": \"(a)(b)\"}]";
    var refused = bench.refused(SLUG, Bench.sample("notes.txt"), config("ab", fields));
    assertThat(refused.kind()).isEqualTo(ErrorClass.CONFIGURATION);
  }

  private static String textOf(String sample) throws Exception {
    var extracted = bench.done("text-extraction", Bench.sample(sample), Bench.json("{}"));
    return extracted.path("text").asText();
  }

  private static JsonNode extract(String text, String fields) throws Exception {
    return bench.done(SLUG, Bench.sample("notes.txt"), config(text, fields));
  }

  private static JsonNode config(String text, String fields) {
    return ((ObjectNode) Bench.json("{\"fields\": %s}".formatted(fields))).put("text", text);
  }
}
