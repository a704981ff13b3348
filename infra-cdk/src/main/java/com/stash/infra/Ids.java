package com.stash.infra;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constructs' ids, as CloudFormation's logical ids are made of them. */
final class Ids {
  private Ids() {}

  /** Returns {@code PipelineRevisions} for {@code pipeline-revisions}. */
  static String camel(String dashed) {
    return Arrays.stream(dashed.split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }
}
