package com.stash.local.gateway;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All routes of an API; the most specific that matches is taken. */
record Routes(List<Route> all) {
  /** A route and the path parameters it found. */
  record Match(Route route, Map<String, String> parameters) {}

  Routes {
    all = all.stream().sorted(Comparator.comparingLong(Route::fixedParts).reversed()).toList();
  }

  Optional<Match> find(String method, String rawPath) {
    for (var route : all) {
      if (route.method().equals(method)) {
        var parameters = route.match(rawPath);
        if (parameters.isPresent()) {
          return Optional.of(new Match(route, parameters.get()));
        }
      }
    }
    return Optional.empty();
  }
}
