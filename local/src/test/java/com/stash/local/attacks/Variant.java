package com.stash.local.attacks;

import static com.stash.local.attacks.Samples.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.functions.api.Route;
import com.stash.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One way to put into a request what is not the sender's.
 *
 * @param place where; all variants of one place must be answered alike
 * @param change what is done to the request
 */
record Variant(String place, String name, UnaryOperator<Request> change) {
  /** Ids that never were. */
  private static final List<String> NEVER =
      List.of(
          Ids.derived(Instant.parse("2026-01-01T00:00:00Z"), "never", "1"),
          Ids.derived(Instant.parse("2026-03-31T11:59:00Z"), "never", "2"),
          "00000000000000000000000000",
          "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");

  /** The id of a thing that belongs to an intruder's target is bent in these ways. */
  private static final Map<String, UnaryOperator<String>> BENT = bent();

  /** Returns all ways for a route; {@code erased} is what a tenant had that is gone. */
  static List<Variant> of(Route route, Estate own, Estate target, Estate erased) {
    var all = new ArrayList<Variant>();
    for (var name : Samples.request(route, own).ids().keySet()) {
      addIds(all, name, own, target, erased);
    }
    if (route.query().stream().anyMatch(parameter -> parameter.name().equals("cursor"))) {
      addCursors(all, target);
    }
    switch (route.operationId()) {
      case "createCredential" -> addScopes(all, target, erased);
      case "explainCredential" -> addQueries(all, target, erased);
      default -> {
        // Nothing else in it is an id.
      }
    }
    return all;
  }

  private static void addIds(
      List<Variant> all, String name, Estate own, Estate target, Estate erased) {
    var place = "path " + name;
    var foreign = id(target, name);
    all.add(new Variant(place, "foreign", r -> r.withId(name, foreign)));
    all.add(new Variant(place, "foreign with all above it", r -> r.withIds(target.ids())));
    all.add(new Variant(place, "of an erased tenant", r -> r.withId(name, id(erased, name))));
    all.add(new Variant(place, "of an erased tenant with all", r -> r.withIds(erased.ids())));
    all.add(
        new Variant(place, "the tenant itself", r -> r.withId(name, target.tenant().id().value())));
    for (var never : NEVER) {
      all.add(new Variant(place, "never " + never, r -> r.withId(name, never)));
    }
    BENT.forEach(
        (how, bend) -> all.add(new Variant(place, how, r -> r.withId(name, bend.apply(foreign)))));
    own.ids()
        .forEach(
            (other, id) -> {
              if (!other.equals(name)) {
                all.add(new Variant(place, "an own " + other, r -> r.withId(name, id)));
              }
            });
  }

  private static void addCursors(List<Variant> all, Estate target) {
    var id = id(target, "campaignId");
    var cursors =
        List.of(
            cursor("{\"k\":\"" + id + "\",\"f\":\"" + "0".repeat(32) + "\"}"),
            cursor("{\"k\":\"" + target.tenant().id() + "#" + id + "\",\"f\":\"\"}"),
            cursor("{}"),
            cursor("[]"),
            cursor("\u0000"),
            "=",
            "..",
            "A".repeat(500));
    for (int i = 0; i < cursors.size(); i++) {
      var cursor = cursors.get(i);
      all.add(new Variant("cursor", "cursor " + i, r -> r.withQuery("cursor", cursor)));
    }
  }

  private static void addScopes(List<Variant> all, Estate target, Estate erased) {
    var ids = new ArrayList<>(NEVER);
    ids.add(id(target, "campaignId"));
    ids.add(id(erased, "campaignId"));
    ids.add(target.tenant().id().value());
    for (var id : ids) {
      all.add(new Variant("body scopeId", "scope " + id, r -> scoped(r, id)));
    }
  }

  private static Request scoped(Request request, String id) {
    var body = (ObjectNode) json("{'level':'campaign','key':'k','provider':'p','value':'v'}");
    return request.withBody(body.put("scopeId", id));
  }

  private static void addQueries(List<Variant> all, Estate target, Estate erased) {
    var ids = new ArrayList<>(NEVER);
    ids.add(id(target, "campaignId"));
    ids.add(id(erased, "campaignId"));
    for (var id : ids) {
      all.add(new Variant("query campaign", "campaign " + id, r -> r.withQuery("campaign", id)));
    }
  }

  private static String id(Estate estate, String name) {
    return java.util.Objects.requireNonNull(estate.ids().get(name), name);
  }

  private static String cursor(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, UnaryOperator<String>> bent() {
    var bent = new LinkedHashMap<String, UnaryOperator<String>>();
    bent.put("in lower case", id -> id.toLowerCase(java.util.Locale.ROOT));
    bent.put("a character short", id -> id.substring(1));
    bent.put("a character long", id -> id + "0");
    bent.put("with a blank", id -> id + " ");
    bent.put("up and down again", id -> "../" + id);
    bent.put("up and down again, encoded", id -> "%2e%2e%2f" + id);
    bent.put("with a separator", id -> id + "#" + id);
    bent.put("with a wildcard", id -> id.substring(0, 25) + "*");
    bent.put("with a letter O", id -> id.substring(0, 25) + "O");
    bent.put("in wide digits", id -> id.replace('0', '\uff10'));
    bent.put("with a NUL", id -> id.substring(0, 25) + "\u0000");
    bent.put("empty", id -> "");
    bent.put("a word", id -> "null");
    bent.put("a list", id -> id + "," + id);
    bent.put("very long", id -> id.repeat(200));
    return bent;
  }
}
