package com.stash.processors;

import static com.stash.testing.Sample.stamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.stash.kernel.ErrorClass;
import com.stash.kernel.Json;
import com.stash.kernel.JsonSchema;
import com.stash.kernel.MicroCredits;
import com.stash.processors.Definition.Category;
import com.stash.processors.Definition.Pricing;
import com.stash.processors.RegisteredProcessor.Status;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorsTest {
  @Test
  void a_reference_prints_as_it_was() {
    assertThat(ProcessorRef.parse("text-extraction@12"))
        .isEqualTo(new ProcessorRef("text-extraction", 12))
        .hasToString("text-extraction@12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ocr",
        "@1",
        "ocr@",
        "ocr@0",
        "ocr@01",
        "ocr@-1",
        "ocr@10000",
        "OCR@1",
        "o@1",
        "ocr@1@2",
        "../ocr@1",
        "ocr/x@1",
        "ocr@1\n",
        "ocr @1",
        "1ocr@1"
      })
  void another_shape_is_no_reference(String text) {
    assertThatThrownBy(() -> ProcessorRef.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_version_is_1_to_9999() {
    assertThat(new ProcessorRef("ocr", 9_999)).hasToString("ocr@9999");
    assertThatThrownBy(() -> new ProcessorRef("ocr", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ProcessorRef("ocr", 10_000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void every_built_in_processor_has_a_whole_definition() {
    var all = new BuiltInProcessors(Json.MAPPER).all();
    assertThat(all)
        .extracting(d -> d.ref().toString())
        .containsExactly(
            "text-extraction@1",
            "ocr@1",
            "classification@1",
            "field-extraction@1",
            "validation@1",
            "export@1",
            "webhook@1");
    for (var definition : all) {
      assertThat(definition.configSchema().path("additionalProperties").isBoolean()).isTrue();
      assertThat(JsonSchema.of(definition.configSchema()).check(Json.array())).isNotEmpty();
      assertThat(JsonSchema.of(definition.outputSchema()).check(Json.object())).isNotEmpty();
      assertThat(definition.pricing().perUnit().isPositive()).isTrue();
      assertThat(definition.pricing().costOf(3)).isEqualTo(definition.pricing().perUnit().times(3));
    }
  }

  @Test
  void an_unknown_processor_is_not_found() {
    var processors = new BuiltInProcessors(new JsonMapper());
    assertThat(processors.find(new ProcessorRef("ocr", 2))).isEmpty();
    assertThat(processors.find(new ProcessorRef("ocr", 1)))
        .get()
        .extracting(Definition::category)
        .isEqualTo(Category.OCR);
  }

  @Test
  void units_are_not_negative_and_what_may_pass_is_not_refused() {
    assertThat(new Result.Done(Json.object(), 0).units()).isZero();
    assertThatThrownBy(() -> new Result.Done(Json.object(), -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new Result.Refused(ErrorClass.QUOTA, "c", "m").kind()).isEqualTo(ErrorClass.QUOTA);
    assertThatThrownBy(() -> new Result.Refused(ErrorClass.TRANSIENT, "c", "m"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void versions_of_a_registered_processor_sort_by_number() {
    assertThat(registered(2).key()).isEqualTo("ocr@0002").isLessThan(registered(10).key());
    assertThat(Status.DEPRECATED.wire()).isEqualTo("deprecated");
  }

  private static RegisteredProcessor registered(int version) {
    var definition =
        new Definition(
            new ProcessorRef("ocr", version),
            Category.OCR,
            "OCR",
            "Reads.",
            Json.object(),
            Json.object(),
            List.of(),
            new Pricing("page", new MicroCredits(1)));
    return new RegisteredProcessor(definition, "built-in", true, Status.ACTIVE, stamp());
  }
}
