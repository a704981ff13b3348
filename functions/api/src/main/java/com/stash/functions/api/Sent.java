package com.stash.functions.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.kernel.Page;
import com.stash.kernel.Refusal;
import com.stash.kernel.Sha256;
import com.stash.transactions.IdempotencyKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent, found to be as the contract says; who sent it is known elsewhere.
 *
 * @param ids the ids in the path by their names; each is a ULID
 * @param query the query parameters, with presets for those left out
 * @param body valid against the contract; an empty object where there is none
 * @param version of {@code If-Match}; 0 where the operation does not demand it
 */
public record Sent(
    Route route,
    Map<String, String> ids,
    Map<String, JsonNode> query,
    JsonNode body,
    long version,
    @Nullable IdempotencyKey idempotency) {

  /** Returns an id of the path. */
  public String id(String name) {
    return Objects.requireNonNull(ids.get(name), name);
  }

  /**
   * Answers with the page that is asked for.
   *
   * @param owner whose list it is; a cursor of another owner's list is refused
   * @param keys the shape of this list's keys, which a cursor must have
   * @param list reads the page
   */
  public <T> Answer page(
      String owner,
      Pattern keys,
      Function<Page.Request, Page<T>> list,
      Function<T, JsonNode> render) {
    return list(owner, keys, list, items -> items.stream().map(render).toList());
  }

  /** Answers with the page that is asked for, whose items are rendered together. */
  public <T> Answer list(
      String owner,
      Pattern keys,
      Function<Page.Request, Page<T>> list,
      Function<List<T>, List<JsonNode>> render) {
    return Answer.of(
        wanted(owner, keys),
        wanted -> {
          var page = list.apply(wanted);
          var body = Json.object();
          var items = body.putArray("items");
          render.apply(page.items()).forEach(items::add);
          page.next().ifPresent(key -> body.put("next", new Cursor(key, list(owner)).encode()));
          return Answer.of(body);
        });
  }

  private Outcome<Page.Request> wanted(String owner, Pattern keys) {
    var limit = Objects.requireNonNull(query.get("limit"), "limit").asInt();
    var cursor = query.get("cursor");
    if (cursor == null) {
      return Outcome.done(Page.Request.first(limit));
    }
    return Cursor.decode(cursor.asText())
        .filter(found -> found.list().equals(list(owner)) && keys.matcher(found.key()).matches())
        .map(found -> Outcome.done(new Page.Request(limit, found.key())))
        .orElseGet(() -> Outcome.refused(unfit()));
  }

  /** Returns which list this is: whose, below which path, with which filters. */
  private String list(String owner) {
    var parts = new ArrayList<String>();
    parts.add(owner);
    parts.add(route.operationId());
    parts.addAll(ids.values());
    query.forEach(
        (name, value) -> {
          if (!name.equals("limit") && !name.equals("cursor")) {
            parts.add(name + "=" + value);
          }
        });
    return Sha256.ofParts(parts.toArray(String[]::new)).hex().substring(0, 32);
  }

  private static Refusal unfit() {
    return new Refusal(
        Refusal.Kind.INVALID,
        "invalid_cursor",
        "The cursor is not of this list. Begin again without one.",
        "cursor");
  }
}
