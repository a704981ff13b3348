package com.stash.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.jspecify.annotations.Nullable;

/**
 * One record of a table's stream: an item before and after a change, as JSON.
 *
 * @param table the table's name without the environment, for example {@code documents}
 * @param partition the record's own partition key
 * @param key the record's sort key
 */
public record RowChange(
    String table,
    String partition,
    String key,
    @Nullable JsonNode before,
    @Nullable JsonNode after) {

  /** Returns an attribute of the item before the change; empty text when it is not there. */
  public String before(String attribute) {
    return node(before).path(attribute).asText();
  }

  /** Returns an attribute of the item after the change; empty text when it is not there. */
  public String after(String attribute) {
    return node(after).path(attribute).asText();
  }

  public JsonNode newImage() {
    return node(after);
  }

  public JsonNode oldImage() {
    return node(before);
  }

  private static JsonNode node(@Nullable JsonNode image) {
    return image == null ? MissingNode.getInstance() : image;
  }
}
