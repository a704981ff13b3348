package com.stash.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the key after which the next page starts; empty when nothing is left. A page after a
 *     full one may turn out empty, since nothing is read beyond what is returned
 */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  public <R> Page<R> map(Function<T, R> function) {
    return new Page<>(items.stream().map(function).toList(), next);
  }

  /** Does something with every item of a list, page after page. */
  public static <T> void each(Function<Request, Page<T>> list, Consumer<T> action) {
    var page = list.apply(Request.first(Request.MOST));
    page.items().forEach(action);
    while (page.next().isPresent()) {
      page = list.apply(new Request(Request.MOST, page.next().get()));
      page.items().forEach(action);
    }
  }

  /**
   * Which page is wanted.
   *
   * @param limit 1 to 100
   * @param after the key after which the page starts; {@code null} for the first page
   */
  public record Request(int limit, @Nullable String after) {
    public static final int MOST = 100;

    public Request {
      if (limit < 1 || limit > MOST) {
        throw new IllegalArgumentException("a page holds 1 to 100 items");
      }
    }

    public static Request first(int limit) {
      return new Request(limit, null);
    }
  }
}
