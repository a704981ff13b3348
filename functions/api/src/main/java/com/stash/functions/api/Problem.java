package com.stash.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.Refusal;
import com.stash.store.Outage;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A refusal as a client sees it.
 *
 * @param retryAfter in seconds, where trying again helps at all
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457.html">RFC 9457, Problem Details</a>
 */
public record Problem(
    int status,
    String title,
    String code,
    String detail,
    @Nullable String field,
    OptionalLong retryAfter) {
  /** A client's own words are given back no longer than this. */
  private static final int MOST_ECHOED = 300;

  private static final long SOON = 5;

  /** Nobody is known to call. */
  static final Problem UNAUTHENTICATED =
      new Problem(
          401,
          "Unauthorized",
          "unauthenticated",
          "Send a valid API key or token as Authorization: Bearer.",
          null,
          OptionalLong.empty());

  /** Who calls is no operator. */
  public static final Problem NO_OPERATOR =
      new Problem(
          403,
          "Forbidden",
          "not_an_operator",
          "This is for operators. Sign the request with AWS keys that may invoke it"
              + " (Signature Version 4, service execute-api).",
          null,
          OptionalLong.empty());

  /** A service that is needed does not answer. */
  static final Problem UNAVAILABLE =
      new Problem(
          503,
          "Service Unavailable",
          "unavailable",
          "Something that Stash needs does not answer. Try again a little later.",
          null,
          OptionalLong.of(SOON));

  /** What went wrong is in the log, under the request id. */
  static final Problem INTERNAL =
      new Problem(
          500,
          "Internal Server Error",
          "internal_error",
          "Something went wrong on our side. Try again, and quote the request id if it stays.",
          null,
          OptionalLong.empty());

  /** Returns what a client is told of a failure. */
  public static Problem of(RuntimeException failure) {
    return Outage.caused(failure) ? UNAVAILABLE : INTERNAL;
  }

  static Problem of(Refusal refusal) {
    var status = status(refusal.kind());
    return new Problem(
        status,
        title(status),
        refusal.code(),
        cut(refusal.message()),
        field(refusal.field()),
        retryAfter(status, refusal.retryAfter()));
  }

  static int status(Refusal.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case UNPAID -> 402;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case STALE -> 412;
      case TOO_LARGE -> 413;
      case UNSUPPORTED_TYPE -> 415;
      case MISMATCH -> 422;
      case PRECONDITION_MISSING -> 428;
      case TOO_MANY -> 429;
      case UNAVAILABLE -> 503;
    };
  }

  private static OptionalLong retryAfter(int status, @Nullable Duration said) {
    if (said != null) {
      return OptionalLong.of(Math.max(1, said.plusMillis(999).toSeconds()));
    }
    return status == 429 || status == 503 ? OptionalLong.of(SOON) : OptionalLong.empty();
  }

  ObjectNode toJson(String requestId) {
    var node = Json.object();
    node.put("type", "urn:stash:problem:" + code);
    node.put("title", title);
    node.put("status", status);
    node.put("code", code);
    node.put("detail", detail);
    if (field != null) {
      node.put("field", field);
    }
    return node.put("requestId", requestId);
  }

  private static @Nullable String field(@Nullable String field) {
    return field == null || field.isEmpty() ? null : cut(field);
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MOST_ECHOED
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_ECHOED)) + "...";
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 402 -> "Payment Required";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 412 -> "Precondition Failed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 428 -> "Precondition Required";
      case 429 -> "Too Many Requests";
      default -> "Service Unavailable";
    };
  }
}
