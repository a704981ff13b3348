package com.stash.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Messages as the JSON Lambda delivers. */
final class SqsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SqsJson() {}

  static byte[] event(List<Message> messages, String queueArn) {
    var json = JSON.createObjectNode();
    var records = json.putArray("Records");
    messages.forEach(message -> records.add(record(message, queueArn)));
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode record(Message message, String queueArn) {
    var json =
        JSON.createObjectNode()
            .put("messageId", message.messageId())
            .put("receiptHandle", message.receiptHandle())
            .put("body", message.body());
    message.attributesAsStrings().forEach(json.putObject("attributes")::put);
    var attributes = json.putObject("messageAttributes");
    message.messageAttributes().forEach((name, value) -> attributes.set(name, attribute(value)));
    return json.put("md5OfBody", message.md5OfBody())
        .put("eventSource", "aws:sqs")
        .put("eventSourceARN", queueArn)
        .put("awsRegion", "us-east-1");
  }

  private static ObjectNode attribute(MessageAttributeValue value) {
    var json = JSON.createObjectNode();
    if (value.stringValue() != null) {
      json.put("stringValue", value.stringValue());
    }
    if (value.binaryValue() != null) {
      json.put("binaryValue", value.binaryValue().asByteArray());
    }
    json.putArray("stringListValues");
    json.putArray("binaryListValues");
    return json.put("dataType", value.dataType());
  }
}
