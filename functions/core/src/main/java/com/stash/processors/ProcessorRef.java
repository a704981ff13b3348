package com.stash.processors;

import java.util.regex.Pattern;

/** A processor's name in a pipeline, {@code slug@version}, for example {@code ocr@1}. */
public record ProcessorRef(String slug, int version) {
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9-]{1,62}");

  public ProcessorRef {
    if (!SLUG.matcher(slug).matches() || version < 1 || version > 9999) {
      throw new IllegalArgumentException("a processor is named slug@version, for example ocr@1");
    }
  }

  /** Reads {@code slug@version}; throws {@link IllegalArgumentException} on any other shape. */
  public static ProcessorRef parse(String text) {
    var at = text.indexOf('@');
    if (at < 0 || !text.substring(at + 1).matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException("a processor is named slug@version, for example ocr@1");
    }
    return new ProcessorRef(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
  }

  @Override
  public String toString() {
    return slug + "@" + version;
  }
}
