package com.stash.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.processors.BuiltInProcessors;
import com.stash.processors.ProcessorSwitches;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckingPipelinesTest {
  private static final String READ = "{'id':'read','processor':'text-extraction@1'}";
  private final CheckingPipelines checking =
      new CheckingPipelines(new BuiltInProcessors(Json.MAPPER), ProcessorSwitches.ALL_ON);

  @Test
  void a_pipeline_of_all_processors_is_whole() {
    var pipeline =
        "{'steps':["
            + READ
            + ",{'id':'scan','processor':'ocr@1','when':{'field':'read.characters','equals':0}},"
            + "{'id':'kind','processor':'classification@1','config':{'text':'{{read.text}}',"
            + "'labels':[{'label':'invoice','rules':[{'keyword':'invoice','weight':1}]}]}},"
            + "{'id':'fields','processor':'field-extraction@1','config':{'text':'{{read.text}}',"
            + "'fields':[{'name':'total','type':'money'}]}},"
            + "{'id':'check','processor':'validation@1','config':{'data':'{{fields.fields}}',"
            + "'required':['total']},'onError':'skip'},"
            + "{'id':'out','processor':'export@1','config':{'name':'{{kind.label}}',"
            + "'data':{'kind':'{{kind.label}}','score':'{{kind.scores.invoice}}',"
            + "'valid':'{{check.valid}}','pages':'{{read.pages}}'}}}]}";
    assertThat(checking.check(Pipelines.json(pipeline)))
        .isEqualTo(Outcome.done(Pipelines.of(pipeline)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{fields.fields.total}}",
        "{{fields.fields.total.raw}}",
        "{{fields.fields.total.value.amount}}",
        "{{fields}}"
      })
  void a_field_with_a_name_of_the_tenant_s_own_may_be_all_of_a_required_value(String data) {
    assertThat(
            checking.check(
                Pipelines.json(
                    "{'steps':["
                        + READ
                        + ",{'id':'fields','processor':'field-extraction@1','config':{"
                        + "'text':'{{read.text}}','fields':[{'name':'total','type':'money'}]}},"
                        + "{'id':'out','processor':'export@1',"
                        + "'config':{'data':'"
                        + data
                        + "'}}]}")))
        .isInstanceOf(Outcome.Done.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'id':'a','processor':'nothing@1'} | /pipeline/steps/1/processor",
        "{'id':'a','processor':'ocr@2'} | /pipeline/steps/1/processor",
        "{'id':'read','processor':'ocr@1'} | /pipeline/steps/1/id",
        "{'id':'a','processor':'ocr@1','dependsOn':['later']} | /pipeline/steps/1/dependsOn",
        "{'id':'a','processor':'ocr@1','dependsOn':['a']} | /pipeline/steps/1/dependsOn",
        "{'id':'a','processor':'export@1','config':{'data':'{{b.text}}'}} |"
            + " /pipeline/steps/1/config",
        "{'id':'a','processor':'export@1','config':{'data':'{{a.key}}'}} |"
            + " /pipeline/steps/1/config",
        "{'id':'a','processor':'export@1','config':{'data':'{{read.nothing}}'}} |"
            + " /pipeline/steps/1/config",
        "{'id':'a','processor':'export@1','config':{'data':'{{read.metadata.nothing}}'}} |"
            + " /pipeline/steps/1/config",
        "{'id':'a','processor':'export@1','config':{'data':'{{read.text.length}}'}} |"
            + " /pipeline/steps/1/config",
        "{'id':'a','processor':'export@1','config':{'data':'{{Not a field}}'}} |"
            + " /pipeline/steps/1/config",
        "{'id':'a','processor':'ocr@1','when':{'field':'b.text','equals':1}} |"
            + " /pipeline/steps/1/when",
        "{'id':'a','processor':'ocr@1','when':{'field':'read.nothing','equals':1}} |"
            + " /pipeline/steps/1/when",
        "{'id':'a','processor':'ocr@1','config':{'maxPages':0}} |"
            + " /pipeline/steps/1/config/maxPages",
        "{'id':'a','processor':'ocr@1','config':{'unknown':0}} |"
            + " /pipeline/steps/1/config/unknown",
        "{'id':'a','processor':'ocr@1','config':[]} | /pipeline/steps/1/config",
        "{'id':'a','processor':'export@1'} | /pipeline/steps/1/config/data",
        "{'id':'a','processor':'ocr@1','config':{'maxPages':'{{read.text}}'}} |"
            + " /pipeline/steps/1/config/maxPages",
        "{'id':'a','processor':'ocr'} | /pipeline",
        "{'id':'A','processor':'ocr@1'} | /pipeline",
      })
  void a_fault_is_refused_with_its_place(String step, String place) {
    var outcome = checking.check(Pipelines.json("{'steps':[" + READ + "," + step + "]}"));
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    if (outcome instanceof Outcome.Refused<Pipeline>(var refusal)) {
      assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
      assertThat(refusal.field()).isEqualTo(place);
      assertThat(refusal.message()).endsWith(".").doesNotContain("com.stash");
    }
  }

  @Test
  void a_pipeline_has_one_to_twenty_steps() {
    assertThat(checking.check(steps(20))).isInstanceOf(Outcome.Done.class);
    for (var wrong :
        new com.fasterxml.jackson.databind.JsonNode[] {
          steps(0), steps(21), Pipelines.json("{}"), Pipelines.json("[]"), Pipelines.json("null")
        }) {
      assertThat(checking.check(wrong))
          .isEqualTo(
              Outcome.refused(Refusal.invalid("/pipeline/steps", "A pipeline has 1 to 20 steps.")));
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode steps(int count) {
    return Pipelines.json(
        IntStream.range(0, count)
            .mapToObj(i -> "{'id':'s%d','processor':'ocr@1'}".formatted(i))
            .collect(Collectors.joining(",", "{'steps':[", "]}")));
  }
}
