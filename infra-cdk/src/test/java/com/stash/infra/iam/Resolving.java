package com.stash.infra.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.stash.kernel.Json;
import java.util.HashMap;
import java.util.Map;

/** Puts ARNs where templates have references, as CloudFormation would when it deploys them. */
public final class Resolving {
  private final String regional;
  private final JsonNode app;
  private final JsonNode data;
  private final Map<String, JsonNode> exports = new HashMap<>();

  public Resolving(String account, String region, JsonNode app, JsonNode data) {
    this.regional = region + ":" + account + ":";
    this.app = app;
    this.data = data;
    for (var output : data.path("Outputs")) {
      exports.put(output.at("/Export/Name").asText(), output.path("Value"));
    }
  }

  /** Returns a part of the app's template without references. */
  public JsonNode resolve(JsonNode node) {
    return resolve(node, app);
  }

  private JsonNode resolve(JsonNode node, JsonNode template) {
    if (node.isArray()) {
      var array = Json.array();
      node.forEach(element -> array.add(resolve(element, template)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.has("Fn::GetAtt")) {
      var target = node.path("Fn::GetAtt");
      return TextNode.valueOf(
          attribute(template, target.path(0).asText(), target.path(1).asText()));
    }
    if (node.has("Fn::ImportValue")) {
      var export = node.path("Fn::ImportValue").asText();
      var name = export.substring(export.indexOf(':') + 1);
      var value = exports.getOrDefault(export, exports.get(name));
      if (value == null) {
        throw new NotUnderstood("the import " + export);
      }
      return resolve(value, data);
    }
    var object = Json.object();
    for (var member : node.properties()) {
      if (member.getKey().startsWith("Fn::") || member.getKey().equals("Ref")) {
        throw new NotUnderstood("the reference " + node);
      }
      object.set(member.getKey(), resolve(member.getValue(), template));
    }
    return object;
  }

  private String attribute(JsonNode template, String id, String attribute) {
    var resource = template.path("Resources").path(id);
    var properties = resource.path("Properties");
    var kind = resource.path("Type").asText() + " " + attribute;
    return switch (kind) {
      case "AWS::KMS::Key Arn" -> "arn:aws:kms:" + regional + "key/" + id;
      case "AWS::DynamoDB::GlobalTable StreamArn" ->
          "arn:aws:dynamodb:%stable/%s/stream/2026"
              .formatted(regional, properties.path("TableName").asText());
      case "AWS::SQS::Queue Arn" ->
          "arn:aws:sqs:" + regional + properties.path("QueueName").asText();
      case "AWS::Logs::LogGroup Arn" ->
          "arn:aws:logs:" + regional + properties.path("LogGroupName").asText();
      case "AWS::IAM::Role Arn" -> "role/" + properties.path("RoleName").asText();
      default -> throw new NotUnderstood("the attribute " + kind + " of " + id);
    };
  }
}
