package com.stash.local.gateway;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks requests that are signed for API Gateway, as its IAM authorization does: whole, by the
 * operator's keys, for this region and service, and not longer than five minutes ago.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS
 *     Signature Version 4</a>
 */
final class SignedRequests {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String REGION = "us-east-1";
  private static final String SERVICE = "execute-api";
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          ALGORITHM
              + " Credential=([A-Z0-9]{1,128})/([0-9]{8})/"
              + REGION
              + "/"
              + SERVICE
              + "/aws4_request, *SignedHeaders=([a-z0-9;-]{1,2000}), *Signature=([0-9a-f]{64})");
  private static final Pattern TIME = Pattern.compile("[0-9]{8}T[0-9]{6}Z");
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final OperatorKeys keys;
  private final Clock clock;

  SignedRequests(OperatorKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Says whether the operator signed all of this. */
  boolean admits(String method, URI uri, Headers headers, byte[] body) {
    var authorization = AUTHORIZATION.matcher(only(headers, "authorization"));
    var time = only(headers, "x-amz-date");
    if (!authorization.matches() || !inTime(time) || !time.startsWith(authorization.group(2))) {
      return false;
    }
    var signed = List.of(authorization.group(3).split(";", -1));
    var said = headers.get("x-amz-content-sha256");
    var hash = hex(sha256(body));
    if (!signed.containsAll(List.of("host", "x-amz-date"))
        || !signed.stream().sorted().distinct().toList().equals(signed)
        || !signed.stream().allMatch(headers::containsKey)
        || (said != null && !said.equals(List.of(hash)))) {
      return false;
    }
    var request =
        String.join(
            "\n",
            method,
            Arrays.stream(uri.getRawPath().split("/", -1))
                .map(SignedRequests::encoded)
                .collect(Collectors.joining("/")),
            query(uri.getRawQuery() == null ? "" : uri.getRawQuery()),
            signed.stream()
                .map(name -> name + ":" + value(headers.getOrDefault(name, List.of())) + "\n")
                .collect(Collectors.joining()),
            authorization.group(3),
            hash);
    var known = equal(authorization.group(1), keys.accessKey());
    var right = equal(authorization.group(4), signature(authorization, time, request));
    return known && right;
  }

  private boolean inTime(String time) {
    try {
      return TIME.matcher(time).matches()
          && Duration.between(BASIC.parse(time, Instant::from), clock.instant())
                  .abs()
                  .compareTo(WINDOW)
              <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private String signature(Matcher authorization, String time, String request) {
    var date = authorization.group(2);
    var scope = String.join("/", date, REGION, SERVICE, "aws4_request");
    var text = String.join("\n", ALGORITHM, time, scope, hex(sha256(bytes(request))));
    var key = bytes("AWS4" + keys.secretKey());
    for (var part : List.of(date, REGION, SERVICE, "aws4_request", text)) {
      key = hmac(key, part);
    }
    return hex(key);
  }

  /** Returns a header that comes once; an empty text for none or several. */
  private static String only(Headers headers, String name) {
    var values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? values.getFirst() : "";
  }

  private static String value(List<String> values) {
    return values.stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  private static String query(String raw) {
    return Arrays.stream(raw.split("&", -1))
        .filter(pair -> !pair.isEmpty())
        .map(
            pair -> {
              var parts = pair.split("=", 2);
              return again(parts[0]) + "=" + (parts.length == 2 ? again(parts[1]) : "");
            })
        .sorted()
        .collect(Collectors.joining("&"));
  }

  /** Encodes a part of a query in the one way that is signed, whichever way it came. */
  private static String again(String part) {
    return encoded(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static boolean equal(String given, String expected) {
    return MessageDigest.isEqual(bytes(given), bytes(expected));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
