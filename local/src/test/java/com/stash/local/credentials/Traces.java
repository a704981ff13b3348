package com.stash.local.credentials;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Looks for a text in bytes: as it is, encoded, reversed, and within what is compressed there. */
final class Traces {
  private static final int DEEPEST = 3;
  private static final int MOST = 1 << 24;

  private final Map<String, byte[]> forms = new LinkedHashMap<>();

  Traces(String canary) {
    forms.put("plain", latin(canary));
    forms.put("utf-16", canary.getBytes(StandardCharsets.UTF_16LE));
    forms.put("reversed", latin(new StringBuilder(canary).reverse().toString()));
    forms.put("url-encoded", latin(URLEncoder.encode(canary, StandardCharsets.UTF_8)));
    var hex = HexFormat.of().formatHex(latin(canary));
    forms.put("hex", latin(hex));
    forms.put("HEX", latin(hex.toUpperCase(Locale.ROOT)));
    for (int shift = 0; shift < 3; shift++) {
      forms.put("base64 +" + shift, latin(inner(Base64.getEncoder(), canary, shift)));
      forms.put("base64url +" + shift, latin(inner(Base64.getUrlEncoder(), canary, shift)));
    }
  }

  /** Returns the form in which the text is in the bytes; empty when it is not there. */
  Optional<String> in(byte[] bytes) {
    return in(bytes, 0);
  }

  private Optional<String> in(byte[] bytes, int depth) {
    for (var form : forms.entrySet()) {
      if (contains(bytes, form.getValue())) {
        return Optional.of(form.getKey());
      }
    }
    return depth == DEEPEST ? Optional.empty() : packed(bytes, depth);
  }

  /** Opens every gzip stream in the bytes, and those that begin within base 64. */
  private Optional<String> packed(byte[] bytes, int depth) {
    for (int i = 0; i + 2 < bytes.length; i++) {
      Optional<String> found = Optional.empty();
      if (bytes[i] == 0x1f && bytes[i + 1] == (byte) 0x8b) {
        found = in(inflated(bytes, i), depth + 1).map(form -> form + " in gzip");
      } else if (bytes[i] == 'H' && bytes[i + 1] == '4' && bytes[i + 2] == 's') {
        found = in(decoded(bytes, i), depth + 1).map(form -> form + " in base64");
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns what can be read, also of a stream that is cut. */
  private static byte[] inflated(byte[] bytes, int from) {
    var plain = new ByteArrayOutputStream();
    try (var zip =
        new GZIPInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
      for (int b = zip.read(); b >= 0 && plain.size() < MOST; b = zip.read()) {
        plain.write(b);
      }
    } catch (IOException e) {
      // It ends here.
    }
    return plain.toByteArray();
  }

  private static byte[] decoded(byte[] bytes, int from) {
    int to = from;
    while (to < bytes.length && isBase64(bytes[to])) {
      to++;
    }
    return Base64.getDecoder()
        .decode(new String(bytes, from, (to - from) / 4 * 4, StandardCharsets.ISO_8859_1));
  }

  private static boolean isBase64(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == '+'
        || b == '/';
  }

  /** Returns the characters that depend on the text alone when so many bytes are before it. */
  private static String inner(Base64.Encoder encoder, String canary, int shift) {
    var text = encoder.withoutPadding().encodeToString(latin("x".repeat(shift) + canary));
    int from = shift == 0 ? 0 : shift + 1;
    int whole = (shift + canary.length()) * 8 / 6;
    return text.substring(from, whole);
  }

  static boolean contains(byte[] bytes, byte[] part) {
    outer:
    for (int i = 0; i <= bytes.length - part.length; i++) {
      for (int j = 0; j < part.length; j++) {
        if (bytes[i + j] != part[j]) {
          continue outer;
        }
      }
      return true;
    }
    return false;
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
