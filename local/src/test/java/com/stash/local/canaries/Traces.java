package com.stash.local.canaries;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/**
 * Looks for a text in bytes: as it is, encoded, reversed, and within what is compressed there.
 * Bytes are looked through as Latin-1 text, whose search the JVM does fastest.
 */
public final class Traces {
  private static final int DEEPEST = 3;
  private static final int MOST = 1 << 24;
  private static final Pattern GZIP = Pattern.compile("\u001f\u008b");
  private static final Pattern ZIP = Pattern.compile("PK\u0003\u0004");

  /** A gzip stream within base 64 begins so. */
  private static final Pattern GZIP_IN_BASE64 = Pattern.compile("H4s[A-Za-z0-9+/]*");

  private final Map<String, String> forms = new LinkedHashMap<>();

  public Traces(String canary) {
    forms.put("plain", canary);
    forms.put("utf-16", latin(canary.getBytes(StandardCharsets.UTF_16LE)));
    forms.put("reversed", new StringBuilder(canary).reverse().toString());
    forms.put("url-encoded", URLEncoder.encode(canary, StandardCharsets.UTF_8));
    var hex = HexFormat.of().formatHex(canary.getBytes(ISO_8859_1));
    forms.put("hex", hex);
    forms.put("HEX", hex.toUpperCase(Locale.ROOT));
    for (int shift = 0; shift < 3; shift++) {
      forms.put("base64 +" + shift, inner(Base64.getEncoder(), canary, shift));
      forms.put("base64url +" + shift, inner(Base64.getUrlEncoder(), canary, shift));
    }
  }

  /** Returns the form in which the text is in the bytes; empty when it is not there. */
  public Optional<String> in(byte[] bytes) {
    return in(latin(bytes), 0);
  }

  private Optional<String> in(String text, int depth) {
    for (var form : forms.entrySet()) {
      if (text.contains(form.getValue())) {
        return Optional.of(form.getKey());
      }
    }
    return depth == DEEPEST
        ? Optional.empty()
        : packed(GZIP, text, depth, at -> gunzipped(bytes(text, at.start())))
            .or(() -> packed(ZIP, text, depth, at -> unzipped(bytes(text, at.start()))))
            .or(() -> packed(GZIP_IN_BASE64, text, depth, at -> decoded(at.group())));
  }

  private Optional<String> packed(
      Pattern start, String text, int depth, Function<Matcher, byte[]> unpacked) {
    var matcher = start.matcher(text);
    while (matcher.find()) {
      var found = in(latin(unpacked.apply(matcher)), depth + 1).map(form -> form + ", packed");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static byte[] gunzipped(byte[] bytes) {
    var plain = new ByteArrayOutputStream();
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      copy(in, plain);
    } catch (IOException e) {
      // It ends here.
    }
    return plain.toByteArray();
  }

  private static byte[] unzipped(byte[] bytes) {
    var plain = new ByteArrayOutputStream();
    try (var in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      while (in.getNextEntry() != null) {
        copy(in, plain);
      }
    } catch (IOException e) {
      // It ends here.
    }
    return plain.toByteArray();
  }

  /** Copies what can be read, also of a stream that is cut. */
  private static void copy(InputStream in, ByteArrayOutputStream plain) throws IOException {
    for (int b = in.read(); b >= 0 && plain.size() < MOST; b = in.read()) {
      plain.write(b);
    }
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64.substring(0, base64.length() / 4 * 4));
  }

  /** Returns the characters that depend on the text alone when so many bytes are before it. */
  private static String inner(Base64.Encoder encoder, String canary, int shift) {
    var bytes = ("x".repeat(shift) + canary).getBytes(ISO_8859_1);
    int from = shift == 0 ? 0 : shift + 1;
    int whole = (shift + canary.length()) * 8 / 6;
    return encoder.withoutPadding().encodeToString(bytes).substring(from, whole);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static byte[] bytes(String latin, int from) {
    return latin.substring(from).getBytes(ISO_8859_1);
  }
}
