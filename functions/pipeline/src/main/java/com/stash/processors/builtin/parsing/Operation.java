package com.stash.processors.builtin.parsing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a parser process can be asked for. */
public enum Operation {
  /** Text of the file {@code path}; see {@link TextReading}. */
  TEXT,
  /** Gray PNG files of a PDF's pages or an image; see {@link PageRendering}. */
  RENDER,
  /** Problems of {@code data} under {@code schema}; see {@link SchemaChecking}. */
  CHECK;

  ObjectNode run(ObjectNode request) throws Exception {
    return switch (this) {
      case TEXT -> new TextReading().read(request);
      case RENDER -> new PageRendering().render(request);
      case CHECK -> new SchemaChecking().check(request);
    };
  }
}
