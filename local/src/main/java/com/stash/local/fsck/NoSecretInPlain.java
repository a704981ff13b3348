package com.stash.local.fsck;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * No secret's plain text is in a table or an object. What can be told from outside is the text of
 * an API key, whose shape nothing else has.
 */
final class NoSecretInPlain implements Invariant {
  private static final Pattern API_KEY =
      Pattern.compile("stash_[0-9A-Z]{26}_[0-9A-Z]{26}_[A-Za-z0-9_-]{43}_[0-9a-f]{8}");

  @Override
  public String number() {
    return "I7";
  }

  @Override
  public List<String> broken(Snapshot tenant) {
    var faults = new ArrayList<String>();
    tenant
        .tables()
        .forEach(
            (table, items) ->
                items.forEach(
                    (key, item) -> {
                      if (API_KEY.matcher(item.toString()).find()) {
                        faults.add("%s %s holds the text of an API key".formatted(table, key));
                      }
                    }));
    tenant
        .objects()
        .forEach(
            (path, object) -> {
              if (API_KEY.matcher(object.bytes()).find()) {
                faults.add("object %s holds the text of an API key".formatted(path));
              }
            });
    return faults;
  }
}
