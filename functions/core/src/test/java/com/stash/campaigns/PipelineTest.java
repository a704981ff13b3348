package com.stash.campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.stash.processors.ProcessorRef;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {
  @Test
  void a_short_step_fails_the_job_after_a_minute_and_follows_the_one_before() {
    var pipeline =
        Pipelines.of(
            "{'steps':[{'id':'a','processor':'ocr@1'},{'id':'b','processor':'export@12'}]}");
    assertThat(pipeline.steps())
        .containsExactly(
            new Step(
                "a",
                new ProcessorRef("ocr", 1),
                Pipelines.json("{}"),
                List.of(),
                null,
                Step.OnError.FAIL,
                Duration.ofMinutes(1)),
            new Step(
                "b",
                new ProcessorRef("export", 12),
                Pipelines.json("{}"),
                List.of("a"),
                null,
                Step.OnError.FAIL,
                Duration.ofMinutes(1)));
  }

  @Test
  void everything_that_is_said_is_read() {
    var step =
        Pipelines.of(
                "{'steps':[{'id':'a','processor':'ocr@1','config':{'x':[1]},'dependsOn':['p','q'],"
                    + "'when':{'field':'p.n','lessThan':3},'onError':'skip','timeoutSeconds':300}]}")
            .steps()
            .getFirst();
    assertThat(step.config()).isEqualTo(Pipelines.json("{'x':[1]}"));
    assertThat(step.dependsOn()).containsExactly("p", "q");
    assertThat(step.when())
        .isEqualTo(
            new Condition(
                new Placeholder("p", List.of("n")),
                Condition.Operator.LESS_THAN,
                IntNode.valueOf(3)));
    assertThat(step.onError()).isEqualTo(Step.OnError.SKIP);
    assertThat(step.timeout()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'steps':[]}",
        "{'steps':[{'id':'a','processor':'ocr@1'},{'id':'b','processor':'ocr@1'}]}",
        "{'steps':[{'id':'a','processor':'ocr@1','config':{'t':'{{x.y}}'},'dependsOn':['x'],"
            + "'when':{'field':'x','equals':{'a':null}},'onError':'skip','timeoutSeconds':7}]}",
        "{'steps':[{'id':'a','processor':'ocr@1','when':{'field':'x.a.b','greaterThan':1.5}}]}"
      })
  void a_pipeline_prints_as_what_reads_back_to_the_same(String text) {
    var pipeline = Pipelines.of(text);
    assertThat(Pipeline.parse(pipeline.toJson())).isEqualTo(pipeline);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'processor':'ocr@1'}",
        "{'id':'','processor':'ocr@1'}",
        "{'id':'A','processor':'ocr@1'}",
        "{'id':'1a','processor':'ocr@1'}",
        "{'id':'a.b','processor':'ocr@1'}",
        "{'id':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','processor':'ocr@1'}",
        "{'id':'a'}",
        "{'id':'a','processor':'ocr'}",
        "{'id':'a','processor':'ocr@0'}",
        "{'id':'a','processor':'ocr@1','timeoutSeconds':0}",
        "{'id':'a','processor':'ocr@1','timeoutSeconds':301}",
        "{'id':'a','processor':'ocr@1','onError':'retry'}",
        "{'id':'a','processor':'ocr@1','when':{}}",
        "{'id':'a','processor':'ocr@1','when':null}",
        "{'id':'a','processor':'ocr@1','when':{'field':'x.y'}}",
        "{'id':'a','processor':'ocr@1','when':{'field':'X','equals':1}}",
        "{'id':'a','processor':'ocr@1','when':{'equals':1}}",
        "{'id':'a','processor':'ocr@1','when':{'field':'x.y','lessThan':'1'}}",
        "{'id':'a','processor':'ocr@1','when':{'field':'x.y','greaterThan':null}}"
      })
  void a_step_that_cannot_be_read_is_refused(String step) {
    assertThatThrownBy(() -> Pipelines.of("{'steps':[" + step + "]}"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
