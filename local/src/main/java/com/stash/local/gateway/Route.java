package com.stash.local.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A method and a path template such as /v1/campaigns/{campaignId}, and who gets in. */
public record Route(String method, String pathTemplate, Access access) {
  /** What a request must show. */
  public enum Access {
    /** Nothing. */
    OPEN,
    /** What the authorizer wants to see. */
    AUTHORIZED,
    /** An operator's signature. */
    SIGNED
  }

  public Route {
    if (!method.matches("[A-Z]+") || !pathTemplate.startsWith("/")) {
      throw new IllegalArgumentException("not a route: %s %s".formatted(method, pathTemplate));
    }
  }

  /** Returns the route's key, as in {@code POST /v1/campaigns/{campaignId}}. */
  public String key() {
    return method + " " + pathTemplate;
  }

  /** Returns the path parameters, decoded, if the raw path is one of this template's. */
  Optional<Map<String, String>> match(String rawPath) {
    var wanted = pathTemplate.split("/", -1);
    var given = rawPath.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    var parameters = new LinkedHashMap<String, String>();
    for (var i = 0; i < wanted.length; i++) {
      if (isParameter(wanted[i])) {
        if (given[i].isEmpty()) {
          return Optional.empty();
        }
        parameters.put(wanted[i].substring(1, wanted[i].length() - 1), decoded(given[i]));
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  /** Counts the fixed parts of the path: of two routes that match, the one with more wins. */
  long fixedParts() {
    return Arrays.stream(pathTemplate.split("/", -1)).filter(part -> !isParameter(part)).count();
  }

  private static boolean isParameter(String part) {
    return part.startsWith("{") && part.endsWith("}");
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
