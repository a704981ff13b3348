package com.stash.infra.iam;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request to AWS.
 *
 * @param action for example {@code dynamodb:GetItem}
 * @param resource the ARN it is made to
 * @param context what conditions can look at; a key that is not there is absent
 */
public record Request(String action, String resource, Map<String, List<String>> context) {
  public Request {
    context = Map.copyOf(context);
  }

  public static Request of(String action, String resource) {
    return new Request(action, resource, Map.of());
  }

  /** Returns the request with one more key in its context. */
  public Request with(String key, String... values) {
    var more = new TreeMap<>(context);
    more.put(key, List.of(values));
    return new Request(action, resource, more);
  }
}
