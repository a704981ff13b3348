package com.stash.infra.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** A policy document: what it denies is denied, what it allows is allowed, all else is denied. */
public record Policy(List<Statement> statements) {
  /** Reads a document whose references are resolved; throws for what it does not understand. */
  public static Policy of(JsonNode document) {
    for (var element : document.properties()) {
      if (!Set.of("Version", "Statement").contains(element.getKey())) {
        throw new NotUnderstood("the element " + element.getKey());
      }
    }
    if (!document.path("Version").asText().equals("2012-10-17")
        || !document.path("Statement").isArray()) {
      throw new NotUnderstood("a policy of another version or without statements");
    }
    return new Policy(document.path("Statement").valueStream().map(Statement::of).toList());
  }

  /** Tells whether the policy of a role allows it a request. */
  public boolean allows(Request request) {
    return decide(
        statements.stream()
            .peek(
                statement -> {
                  if (statement.resources().isEmpty() || statement.principals().isPresent()) {
                    throw new NotUnderstood("a role's statement without a resource");
                  }
                })
            .filter(statement -> statement.applies(request))
            .toList());
  }

  /** Tells whether the policy of a resource allows a role a request to it. */
  public boolean allows(String role, Request request) {
    return decide(
        statements.stream()
            .filter(statement -> statement.principals().orElse(List.of()).contains(role))
            .filter(statement -> statement.applies(request))
            .toList());
  }

  private static boolean decide(List<Statement> applying) {
    return !applying.isEmpty() && applying.stream().noneMatch(Statement::denies);
  }
}
