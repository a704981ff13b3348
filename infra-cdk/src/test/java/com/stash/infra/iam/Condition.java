package com.stash.infra.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One line of a condition: an operator, a key of the request's context, and values. */
record Condition(String operator, String key, List<String> values) {
  private static final Set<String> KEYS =
      Set.of(
          "aws:PrincipalTag/TenantId",
          "aws:RequestTag/TenantId",
          "aws:TagKeys",
          "dynamodb:LeadingKeys",
          "kms:EncryptionContext:aws:s3:arn",
          "kms:EncryptionContext:tenantId",
          "kms:EncryptionContextKeys",
          "kms:ViaService");

  Condition {
    if (!KEYS.contains(key)) {
      throw new NotUnderstood("the condition key '" + key + "'");
    }
  }

  boolean holds(Map<String, List<String>> context) {
    var present = context.getOrDefault(key, List.of());
    return switch (operator) {
      case "Null" -> present.isEmpty() == Boolean.parseBoolean(values.getFirst());
      case "StringEquals" -> single(present, context, false);
      case "StringLike" -> single(present, context, true);
      // True of no values at all: that is the trap.
      case "ForAllValues:StringEquals" ->
          present.stream().allMatch(value -> any(value, context, false));
      case "ForAllValues:StringLike" ->
          present.stream().allMatch(value -> any(value, context, true));
      default -> throw new NotUnderstood("the operator " + operator);
    };
  }

  private boolean single(
      List<String> present, Map<String, List<String>> context, boolean wildcards) {
    if (present.size() > 1) {
      throw new NotUnderstood("several values of " + key + " without ForAllValues");
    }
    return present.size() == 1 && any(present.getFirst(), context, wildcards);
  }

  private boolean any(String value, Map<String, List<String>> context, boolean wildcards) {
    return values.stream()
        .anyMatch(pattern -> new Pattern(pattern).matches(value, context, wildcards));
  }

  /** Returns a text or the texts of an array. */
  static List<String> texts(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    if (!node.isArray() || node.isEmpty()) {
      throw new NotUnderstood("what should be a text or texts: " + node);
    }
    return node.valueStream()
        .map(
            text -> {
              if (!text.isTextual()) {
                throw new NotUnderstood("what should be a text: " + text);
              }
              return text.asText();
            })
        .toList();
  }
}
