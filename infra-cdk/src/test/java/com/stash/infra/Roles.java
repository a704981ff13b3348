package com.stash.infra;

import static com.stash.infra.Synthesized.resources;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.stash.infra.IsolationCases.Case;
import com.stash.infra.iam.Policy;
import com.stash.infra.iam.Resolving;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The policies of an environment's roles as they are synthesized, without references.
 *
 * @param documents by the role's name without the environment
 * @param trust who may take the tenant session role
 */
record Roles(Map<String, JsonNode> documents, JsonNode trust) {
  static Roles of(EnvironmentConfig config) {
    var templates = Synthesized.of(config);
    var resolving =
        new Resolving(config.account(), config.region(), templates.app(), templates.data());
    var documents = new LinkedHashMap<String, JsonNode>();
    JsonNode trust = MissingNode.getInstance();
    for (var role : resources(templates.app(), "AWS::IAM::Role").values()) {
      if (role.has("RoleName")) {
        assertThat(role.path("Policies")).hasSize(1);
        assertThat(role.has("ManagedPolicyArns")).isFalse();
        var name = role.path("RoleName").asText().substring(config.named("").length());
        documents.put(name, resolving.resolve(role.at("/Policies/0/PolicyDocument")));
        if (name.equals(IsolationCases.SESSION)) {
          trust = resolving.resolve(role.path("AssumeRolePolicyDocument"));
        }
      }
    }
    assertThat(resources(templates.app(), "AWS::IAM::Policy").keySet())
        .allMatch(id -> id.startsWith("UploadNotifications"));
    assertThat(trust.isMissingNode()).isFalse();
    return new Roles(documents, trust);
  }

  /** Returns the cases that are not decided as they should be. */
  List<Case> wrong(List<Case> cases) {
    var policies = new LinkedHashMap<String, Policy>();
    documents.forEach((name, document) -> policies.put(name, Policy.of(document)));
    var trusted = Policy.of(trust);
    return cases.stream()
        .filter(
            c -> {
              var allowed =
                  c.taking()
                      ? trusted.allows(c.actor(), c.request())
                      : Synthesized.at(policies, c.actor()).allows(c.request());
              return allowed != c.allowed();
            })
        .toList();
  }

  /** Returns the same roles, but one with another policy. */
  Roles with(String role, JsonNode document) {
    var other = new LinkedHashMap<>(documents);
    other.put(role, document);
    return new Roles(other, trust);
  }
}
