package com.stash.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.stash.campaigns.Condition.Operator;
import com.stash.kernel.Json;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
  private static final Placeholder FIELD = Placeholder.parse("a.b").orElseThrow();

  @ParameterizedTest
  @CsvSource({
    "EQUALS,1,1,true",
    "EQUALS,1,1.0,true",
    "EQUALS,1.50,1.5,true",
    "EQUALS,1,2,false",
    "EQUALS,'\"1\"',1,false",
    "EQUALS,'\"a\"','\"a\"',true",
    "EQUALS,true,true,true",
    "EQUALS,null,null,true",
    "EQUALS,null,false,false",
    "EQUALS,'[1,{\"a\":2}]','[1.0,{\"a\":2.0}]',true",
    "EQUALS,'[1,2]','[2,1]',false",
    "LESS_THAN,1,2,true",
    "LESS_THAN,2,2,false",
    "LESS_THAN,2.01,2.1,true",
    "LESS_THAN,'\"1\"',2,false",
    "GREATER_THAN,3,2,true",
    "GREATER_THAN,2,2,false",
    "GREATER_THAN,'[3]',2,false",
    "GREATER_THAN,true,0,false",
  })
  void it_compares_what_was_found(Operator operator, String found, String value, boolean holds) {
    var condition = new Condition(FIELD, operator, Pipelines.json(value));
    assertThat(condition.holds(Pipelines.json(found))).isEqualTo(holds);
  }

  @Test
  void what_is_not_there_fulfils_nothing() {
    for (var operator : Operator.values()) {
      JsonNode zero = Pipelines.json("0");
      assertThat(new Condition(FIELD, operator, zero).holds(MissingNode.getInstance())).isFalse();
    }
  }

  /** A pipeline read from its table has longs where a processor's output has ints. */
  @Test
  void a_number_equals_itself_however_it_is_kept() {
    var stored = Json.number(new BigDecimal("1"));
    var put = Json.object().put("pages", 1).get("pages");
    assertThat(new Condition(FIELD, Operator.EQUALS, stored).holds(put)).isTrue();
    assertThat(new Condition(FIELD, Operator.EQUALS, put).holds(stored)).isTrue();
  }

  @Test
  void each_operator_has_its_member() {
    assertThat(Operator.EQUALS.member()).isEqualTo("equals");
    assertThat(Operator.LESS_THAN.member()).isEqualTo("lessThan");
    assertThat(Operator.GREATER_THAN.member()).isEqualTo("greaterThan");
  }
}
