package com.stash.campaigns;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A test on an earlier step's output. A field that is not there fulfils none.
 *
 * @param field {@code step.field}
 * @param operator how to compare
 * @param value what to compare with; a number for {@code less_than} and {@code greater_than}
 */
public record Condition(Placeholder field, Operator operator, JsonNode value) {
  public Condition {
    if (operator != Operator.EQUALS && !value.isNumber()) {
      throw new IllegalArgumentException("lessThan and greaterThan compare with a number");
    }
  }

  /** Tells whether the condition holds for a value found. */
  public boolean holds(JsonNode found) {
    return switch (operator) {
      case EQUALS -> found.equals(Condition::compare, value);
      case LESS_THAN ->
          found.isNumber() && found.decimalValue().compareTo(value.decimalValue()) < 0;
      case GREATER_THAN ->
          found.isNumber() && found.decimalValue().compareTo(value.decimalValue()) > 0;
    };
  }

  /** Numbers are equal by value: a stored 1 is a long, a processor's 1 is an int. */
  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }

  /** The comparisons, each the name of its member in the pipeline's JSON. */
  public enum Operator {
    EQUALS("equals"),
    LESS_THAN("lessThan"),
    GREATER_THAN("greaterThan");

    private final String member;

    Operator(String member) {
      this.member = member;
    }

    public String member() {
      return member;
    }
  }
}
