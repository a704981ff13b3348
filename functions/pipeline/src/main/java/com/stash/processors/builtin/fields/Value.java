package com.stash.processors.builtin.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A candidate that could be read.
 *
 * @param json the value in its one notation
 * @param raw what of the text was used, from the candidate's start
 * @param doubt how much confidence the reading costs
 */
record Value(JsonNode json, String raw, int doubt) {
  static final int SOME_DOUBT = 10;

  static Value certain(String value, String raw) {
    return new Value(TextNode.valueOf(value), raw, 0);
  }
}
