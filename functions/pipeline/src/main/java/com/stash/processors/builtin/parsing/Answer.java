package com.stash.processors.builtin.parsing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.processors.Result;

/** What came of asking a parser process. */
public sealed interface Answer {
  /** The operation's result. */
  record Given(ObjectNode value) implements Answer {}

  /** Why there is none, as the step's result: {@code Refused} or {@code Later}. */
  record Failed(Result result) implements Answer {}
}
