package com.stash.campaigns;

import java.util.Set;

/** The media types that the built-in processors can read. */
public final class MediaTypes {
  private static final Set<String> READABLE =
      Set.of(
          "application/pdf",
          "application/msword",
          "application/vnd.ms-excel",
          "application/vnd.ms-powerpoint",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          "application/rtf",
          "application/json",
          "application/xml",
          "application/xhtml+xml",
          "message/rfc822",
          "text/csv",
          "text/html",
          "text/plain",
          "image/png",
          "image/jpeg",
          "image/tiff");

  private static final Set<String> WRITTEN =
      Set.of(
          "application/json",
          "application/rtf",
          "application/xhtml+xml",
          "application/xml",
          "message/rfc822");

  private MediaTypes() {}

  /** Tells whether files of a type are text that a person could write. */
  public static boolean isText(String type) {
    return type.startsWith("text/") || WRITTEN.contains(type);
  }

  public static boolean readable(String type) {
    return READABLE.contains(type);
  }
}
