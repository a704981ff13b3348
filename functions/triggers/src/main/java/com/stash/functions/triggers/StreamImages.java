package com.stash.functions.triggers;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.kernel.RowChange;
import com.stash.store.Environment;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the records of a table's stream. */
final class StreamImages {
  private final Environment environment;

  StreamImages(Environment environment) {
    this.environment = environment;
  }

  RowChange change(DynamodbStreamRecord streamed) {
    var data = streamed.getDynamodb();
    return new RowChange(
        table(streamed.getEventSourceARN()),
        key(streamed, "tenantId"),
        key(streamed, "sk"),
        image(data.getOldImage()),
        image(data.getNewImage()));
  }

  /** Returns an attribute of the record's key; every table's keys are texts. */
  static String key(DynamodbStreamRecord streamed, String attribute) {
    return Objects.requireNonNull(streamed.getDynamodb().getKeys().get(attribute), attribute)
        .getS();
  }

  /** The ARN ends in {@code table/{name}/stream/{time}}. */
  private String table(String arn) {
    var start = arn.indexOf("table/") + "table/".length();
    return environment.logicalTable(arn.substring(start, arn.indexOf('/', start)));
  }

  private static @Nullable JsonNode image(@Nullable Map<String, AttributeValue> item) {
    return item == null || item.isEmpty() ? null : object(item);
  }

  private static JsonNode object(Map<String, AttributeValue> members) {
    var node = Json.object();
    members.forEach((name, member) -> node.set(name, value(member)));
    return node;
  }

  private static JsonNode value(AttributeValue value) {
    if (value.getS() != null) {
      return Json.object().textNode(value.getS());
    }
    if (value.getN() != null) {
      return Json.number(new BigDecimal(value.getN()));
    }
    if (value.getBOOL() != null) {
      return Json.object().booleanNode(value.getBOOL());
    }
    if (value.getM() != null) {
      return object(value.getM());
    }
    if (value.getL() != null) {
      var array = Json.array();
      value.getL().forEach(element -> array.add(value(element)));
      return array;
    }
    return Json.object().nullNode();
  }
}
