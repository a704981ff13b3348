package com.stash.campaigns;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final Map<String, JsonNode> OUTPUTS =
      Map.of(
          "read", Pipelines.json("{'text':'Hello $1','pages':3,'list':[1,2],'meta':{'by':null}}"));

  @ParameterizedTest
  @CsvSource({
    "{{read.text}},'\"Hello $1\"'",
    "{{ read.text }},'\"Hello $1\"'",
    "{{read.pages}},3",
    "{{read.list}},'[1,2]'",
    "{{read.meta.by}},null",
    "{{read.pages}} pages,'\"3 pages\"'",
    "<{{read.text}}|{{read.pages}}>,'\"<Hello $1|3>\"'",
    "<{{read.nothing}}>,'\"<>\"'",
    "<{{read.list}}>,'\"<>\"'",
    "{read.text},'\"{read.text}\"'",
    "{{}},'\"{{}}\"'",
    "plain,'\"plain\"'",
  })
  void marks_are_filled(String text, String filled) {
    assertThat(new Template(TextNode.valueOf(text)).fill(OUTPUTS))
        .isEqualTo(
            new com.fasterxml.jackson.databind.ObjectMapper()
                .createObjectNode()
                .set("v", Pipelines.json(filled))
                .get("v"));
  }

  @Test
  void a_whole_value_that_is_not_there_is_left_out() {
    var json = Pipelines.json("{'a':'{{read.x}}','b':['{{read.x}}','{{read.pages}}',1],'c':null}");
    assertThat(new Template(json).fill(OUTPUTS)).isEqualTo(Pipelines.json("{'b':[3,1],'c':null}"));
  }

  @Test
  void a_filled_value_is_not_filled_again() {
    var outputs = Map.of("a", Pipelines.json("{'x':'{{a.y}}','y':'secret'}"));
    assertThat(new Template(Pipelines.json("{'v':'{{a.x}}','w':'-{{a.x}}'}")).fill(outputs))
        .isEqualTo(Pipelines.json("{'v':'{{a.y}}','w':'-{{a.y}}'}"));
  }

  @Test
  void member_names_are_no_templates() {
    var json = Pipelines.json("{'{{read.text}}':1}");
    assertThat(new Template(json).fill(OUTPUTS)).isEqualTo(json);
    assertThat(new Template(json).placeholders()).isEmpty();
  }

  @Test
  void placeholders_are_found_wherever_they_are() {
    var json = Pipelines.json("{'a':['{{read.text}}',{'b':'x {{o.p.q}} y {{ z }}'}],'c':1}");
    assertThat(new Template(json).placeholders())
        .containsExactly(
            new Placeholder("read", List.of("text")),
            new Placeholder("o", List.of("p", "q")),
            new Placeholder("z", List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{Read.text}}",
        "{{read..text}}",
        "{{read.text.}}",
        "{{read text}}",
        "{{read.0}}",
        "x {{../etc}} y",
        "{{a.b.c.d.e.f.g.h}}"
      })
  void a_mark_that_is_no_placeholder_is_refused(String text) {
    var template = new Template(TextNode.valueOf(text));
    assertThatThrownBy(template::placeholders).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> template.fill(OUTPUTS)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Timeout(value = 10, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_mark_that_never_ends_takes_no_time() {
    var endless = new Template(TextNode.valueOf("{{" + " ".repeat(100_000)));
    assertThat(endless.placeholders()).isEmpty();
    assertThat(endless.fill(OUTPUTS)).isEqualTo(endless.json());
  }

  @Test
  void a_step_alone_stands_for_its_whole_output() {
    var read = Placeholder.parse("read").orElseThrow();
    assertThat(Template.resolve(read, OUTPUTS)).isEqualTo(OUTPUTS.get("read"));
    var unknown = Placeholder.parse("other.text").orElseThrow();
    assertThat(Template.resolve(unknown, OUTPUTS).isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "read.text", "a_1.B2.c_d", "a.b.c.d.e.f.g"})
  void a_placeholder_prints_as_it_was(String text) {
    assertThat(Placeholder.parse(text).orElseThrow()).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "A.b",
        "a.",
        ".b",
        "a..b",
        "a.1",
        "a b",
        "a.b\n",
        "é.b",
        "a.b.c.d.e.f.g.h",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.b"
      })
  void another_shape_is_no_placeholder(String text) {
    assertThat(Placeholder.parse(text)).isEmpty();
  }
}
