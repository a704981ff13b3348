package com.stash.processors.builtin.parsing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;

/** What a file says about itself, reduced to the few things a pipeline may see. */
final class Described {
  private static final int MOST_ATTACHMENTS = 50;

  private final Metadata metadata;
  private final String type;
  private final List<String> attachments = new ArrayList<>();

  Described(Metadata metadata, String type) {
    this.metadata = metadata;
    this.type = type;
  }

  Metadata metadata() {
    return metadata;
  }

  void attached(String name) {
    var line = Tidy.line(name);
    if (attachments.size() < MOST_ATTACHMENTS && !line.isEmpty()) {
      attachments.add(line);
    }
  }

  Optional<String> title() {
    return first(TikaCoreProperties.TITLE).or(() -> first(TikaCoreProperties.SUBJECT));
  }

  ObjectNode asJson() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("type", Tidy.line(type));
    first(TikaCoreProperties.CREATOR).ifPresent(value -> json.put("author", value));
    first(TikaCoreProperties.CREATED).ifPresent(value -> json.put("created", value));
    first(TikaCoreProperties.MODIFIED).ifPresent(value -> json.put("modified", value));
    joined(Message.MESSAGE_FROM).ifPresent(value -> json.put("from", value));
    joined(Message.MESSAGE_TO).ifPresent(value -> json.put("to", value));
    if (!attachments.isEmpty()) {
      attachments.forEach(json.withArray("attachments")::add);
    }
    return json;
  }

  private Optional<String> first(Property property) {
    return Optional.ofNullable(metadata.get(property)).map(Tidy::line).filter(s -> !s.isEmpty());
  }

  private Optional<String> joined(String key) {
    var all = Stream.of(metadata.getValues(key)).collect(Collectors.joining(", "));
    return Optional.of(Tidy.line(all)).filter(line -> !line.isEmpty());
  }
}
