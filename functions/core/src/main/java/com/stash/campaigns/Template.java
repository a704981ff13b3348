package com.stash.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.stash.kernel.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration whose texts may hold placeholders {@code {{step.field}}}. A text that is one
 * placeholder and nothing else becomes the value itself; within a longer text its text is put in.
 */
public record Template(JsonNode json) {
  /** Bounded and without a choice of where white space ends, so that no text is slow to read. */
  private static final Pattern MARK = Pattern.compile("\\{\\{([^{}]{1,300})\\}\\}");

  /** Returns all references; throws {@link IllegalArgumentException} on one that cannot be read. */
  public List<Placeholder> placeholders() {
    var found = new ArrayList<Placeholder>();
    texts(
        json,
        text -> {
          var match = MARK.matcher(text);
          while (match.find()) {
            found.add(read(match));
          }
        });
    return found;
  }

  /**
   * Returns about how many characters the configuration has once it is filled, without filling it:
   * one reference can stand in it many times.
   */
  public long filledSize(Map<String, JsonNode> outputs) {
    var sizes = new HashMap<Placeholder, Long>();
    long size = 0;
    for (var reference : placeholders()) {
      size += sizes.computeIfAbsent(reference, known -> size(resolve(known, outputs)));
    }
    return size;
  }

  private static long size(JsonNode node) {
    long size = node.isTextual() ? node.asText().length() : 8;
    for (var child : node) {
      size += size(child);
    }
    return size;
  }

  /** Returns the configuration with the outputs of steps put in; what is missing is left out. */
  public JsonNode fill(Map<String, JsonNode> outputs) {
    return fill(json, outputs);
  }

  /** Returns the value a reference points to; a missing node when there is none. */
  public static JsonNode resolve(Placeholder reference, Map<String, JsonNode> outputs) {
    JsonNode node = outputs.getOrDefault(reference.step(), MissingNode.getInstance());
    for (var member : reference.path()) {
      node = node.path(member);
    }
    return node;
  }

  private static JsonNode fill(JsonNode node, Map<String, JsonNode> outputs) {
    if (node.isTextual()) {
      return fillText(node.asText(), outputs);
    }
    if (node.isObject()) {
      var result = Json.object();
      for (var member : node.properties()) {
        var value = fill(member.getValue(), outputs);
        if (!value.isMissingNode()) {
          result.set(member.getKey(), value);
        }
      }
      return result;
    }
    if (node.isArray()) {
      var result = Json.array();
      for (var element : node) {
        var value = fill(element, outputs);
        if (!value.isMissingNode()) {
          result.add(value);
        }
      }
      return result;
    }
    return node;
  }

  private static JsonNode fillText(String text, Map<String, JsonNode> outputs) {
    var match = MARK.matcher(text);
    if (match.matches()) {
      return resolve(read(match), outputs);
    }
    return TextNode.valueOf(
        match.replaceAll(
            m -> Matcher.quoteReplacement(resolve(read(m.group(1)), outputs).asText())));
  }

  private static void texts(JsonNode node, Consumer<String> visitor) {
    if (node.isTextual()) {
      visitor.accept(node.asText());
    }
    node.forEach(child -> texts(child, visitor));
  }

  private static Placeholder read(Matcher match) {
    return read(match.group(1));
  }

  private static Placeholder read(String text) {
    return Placeholder.parse(text.strip())
        .orElseThrow(
            () ->
                new IllegalArgumentException("not a placeholder of the form step.field: " + text));
  }
}
