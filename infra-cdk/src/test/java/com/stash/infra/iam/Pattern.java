package com.stash.infra.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy's text with {@code *}, {@code ?} and variables, which stand for request values. */
record Pattern(String text) {
  /** Tells whether a value matches; a variable without a value matches nothing. */
  boolean matches(String value, Map<String, List<String>> context, boolean wildcards) {
    if (text.indexOf('$') < 0 && text.indexOf('*') < 0 && text.indexOf('?') < 0) {
      return text.equals(value);
    }
    return regex(context, wildcards)
        .map(regex -> java.util.regex.Pattern.compile(regex, java.util.regex.Pattern.DOTALL))
        .filter(regex -> regex.matcher(value).matches())
        .isPresent();
  }

  private Optional<String> regex(Map<String, List<String>> context, boolean wildcards) {
    var regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '$' && text.startsWith("${", i)) {
        var end = text.indexOf('}', i);
        if (end < 0) {
          throw new NotUnderstood("the variable in " + text);
        }
        var value = variable(text.substring(i + 2, end), context);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        regex.append(java.util.regex.Pattern.quote(value.get()));
        i = end;
      } else if (wildcards && c == '*') {
        regex.append(".*");
      } else if (wildcards && c == '?') {
        regex.append('.');
      } else {
        regex.append(java.util.regex.Pattern.quote(String.valueOf(c)));
      }
    }
    return Optional.of(regex.toString());
  }

  /** A variable's value is never read as a pattern. */
  private static Optional<String> variable(String name, Map<String, List<String>> context) {
    if (!name.equals("aws:PrincipalTag/TenantId")) {
      throw new NotUnderstood("the variable " + name);
    }
    var values = context.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }
}
