package com.stash.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keeps nested JSON as DynamoDB's own maps, lists, texts, numbers and booleans. */
final class JsonAttributes implements AttributeConverter<JsonNode> {
  @Override
  public AttributeValue transformFrom(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        var members = new LinkedHashMap<String, AttributeValue>();
        node.properties().forEach(m -> members.put(m.getKey(), transformFrom(m.getValue())));
        yield AttributeValue.fromM(members);
      }
      case ARRAY -> {
        var elements = new ArrayList<AttributeValue>();
        node.forEach(element -> elements.add(transformFrom(element)));
        yield AttributeValue.fromL(elements);
      }
      case NUMBER -> AttributeValue.fromN(node.decimalValue().toPlainString());
      case BOOLEAN -> AttributeValue.fromBool(node.asBoolean());
      case NULL, MISSING -> AttributeValue.fromNul(true);
      case STRING, BINARY, POJO -> AttributeValue.fromS(node.asText());
    };
  }

  @Override
  public JsonNode transformTo(AttributeValue value) {
    return switch (value.type()) {
      case M -> {
        var node = Json.object();
        value.m().forEach((name, member) -> node.set(name, transformTo(member)));
        yield node;
      }
      case L -> {
        var node = Json.array();
        value.l().forEach(element -> node.add(transformTo(element)));
        yield node;
      }
      case N -> Json.number(new BigDecimal(value.n()));
      case BOOL -> Json.object().booleanNode(value.bool());
      case NUL -> Json.object().nullNode();
      default -> Json.object().textNode(value.s());
    };
  }

  @Override
  public EnhancedType<JsonNode> type() {
    return EnhancedType.of(JsonNode.class);
  }

  @Override
  public AttributeValueType attributeValueType() {
    return AttributeValueType.M;
  }
}
