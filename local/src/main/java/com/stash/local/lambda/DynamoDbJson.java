package com.stash.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Stream records as the JSON Lambda delivers: binary in base64, times in seconds. */
final class DynamoDbJson {
  static final ObjectMapper JSON = new ObjectMapper();

  private DynamoDbJson() {}

  static ObjectNode record(Record record, String streamArn) {
    var json =
        JSON.createObjectNode()
            .put("eventID", record.eventID())
            .put("eventName", record.eventNameAsString())
            .put("eventVersion", "1.1")
            .put("eventSource", "aws:dynamodb")
            .put("awsRegion", "us-east-1");
    var change = record.dynamodb();
    var dynamodb = json.putObject("dynamodb");
    if (change.approximateCreationDateTime() != null) {
      dynamodb.put(
          "ApproximateCreationDateTime", change.approximateCreationDateTime().getEpochSecond());
    }
    dynamodb.set("Keys", map(change.keys()));
    if (change.hasNewImage()) {
      dynamodb.set("NewImage", map(change.newImage()));
    }
    if (change.hasOldImage()) {
      dynamodb.set("OldImage", map(change.oldImage()));
    }
    dynamodb
        .put("SequenceNumber", change.sequenceNumber())
        .put("SizeBytes", change.sizeBytes())
        .put("StreamViewType", change.streamViewTypeAsString());
    if (record.userIdentity() != null) {
      json.putObject("userIdentity")
          .put("principalId", record.userIdentity().principalId())
          .put("type", record.userIdentity().type());
    }
    return json.put("eventSourceARN", streamArn);
  }

  private static ObjectNode map(Map<String, AttributeValue> attributes) {
    var json = JSON.createObjectNode();
    attributes.forEach((name, value) -> json.set(name, value(value)));
    return json;
  }

  private static JsonNode value(AttributeValue value) {
    var json = JSON.createObjectNode();
    switch (value.type()) {
      case S -> json.put("S", value.s());
      case N -> json.put("N", value.n());
      case B -> json.put("B", value.b().asByteArray());
      case BOOL -> json.put("BOOL", value.bool());
      case NUL -> json.put("NULL", true);
      case SS -> strings(json, "SS", value.ss());
      case NS -> strings(json, "NS", value.ns());
      case BS -> value.bs().stream().map(SdkBytes::asByteArray).forEach(json.putArray("BS")::add);
      case M -> json.set("M", map(value.m()));
      case L -> {
        var items = json.putArray("L");
        value.l().forEach(item -> items.add(value(item)));
      }
      // The embedded engine gives an empty map without saying that it is one.
      case UNKNOWN_TO_SDK_VERSION -> json.putObject("M");
    }
    return json;
  }

  private static void strings(ObjectNode json, String name, List<String> values) {
    values.forEach(json.putArray(name)::add);
  }
}
