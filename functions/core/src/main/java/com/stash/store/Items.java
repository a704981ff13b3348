package com.stash.store;

import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads attributes of raw items that must be there. */
final class Items {
  private Items() {}

  /** Returns an attribute; throws {@link NullPointerException} naming it when it is not there. */
  static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }
}
