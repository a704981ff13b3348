package com.stash.functions.triggers;

import com.stash.documents.TypeDetector;
import java.util.Map;
import org.apache.tika.Tika;

/** Detects media types by Tika's magic bytes, refined by the name. */
final class TikaTypes implements TypeDetector {
  private static final Map<String, String> COMMON_NAMES =
      Map.of(
          "text/x-csv", "text/csv",
          "application/x-rtf", "application/rtf",
          "text/rtf", "application/rtf",
          "text/xml", "application/xml");

  private final Tika tika = new Tika();

  @Override
  public String detect(byte[] firstBytes, String filename) {
    if (firstBytes.length == 0) {
      return "application/x-empty";
    }
    var type = withoutParameters(tika.detect(firstBytes, filename));
    return COMMON_NAMES.getOrDefault(type, type);
  }

  private static String withoutParameters(String type) {
    var end = type.indexOf(';');
    return end < 0 ? type : type.substring(0, end).strip();
  }
}
