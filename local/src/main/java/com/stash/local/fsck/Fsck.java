package com.stash.local.fsck;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.kernel.Page;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** Checks every invariant for every tenant and for the platform's own partition. */
public final class Fsck {
  private static final List<Invariant> INVARIANTS =
      List.of(
          new ReferencesResolve(),
          new OneLiveJob(),
          new CountersAddUp(),
          new OneEventPerCause(),
          new AuditIsWhole(),
          new CheckpointsMatch(),
          new EveryVersionIsLogged(),
          new NoSecretInPlain(),
          new ObjectsBelong());

  private final Backend backend;
  private final IntSupplier deadLetters;

  /** Takes what to check, and who counts the messages that rest in the dead-letter queue. */
  public Fsck(Backend backend, IntSupplier deadLetters) {
    this.backend = backend;
    this.deadLetters = deadLetters;
  }

  /**
   * What was found.
   *
   * @param faults by invariant, each naming tenant and item
   */
  public record Report(int tenants, long items, Map<String, List<String>> faults) {
    public boolean isWhole() {
      return faults.values().stream().allMatch(List::isEmpty);
    }

    public JsonNode toJson() {
      var node = Json.object().put("tenants", tenants).put("items", items).put("whole", isWhole());
      var all = node.putObject("faults");
      faults.forEach((number, found) -> found.forEach(all.putArray(number)::add));
      return node;
    }

    public String toText() {
      var lines = new ArrayList<String>();
      lines.add("%d tenants, %d items".formatted(tenants, items));
      faults.forEach(
          (number, found) -> {
            lines.add(number + (found.isEmpty() ? "  holds" : "  BROKEN"));
            found.forEach(fault -> lines.add("      " + fault));
          });
      return String.join(System.lineSeparator(), lines);
    }
  }

  /** Reads everything and checks it. */
  public Report check() {
    var faults = new LinkedHashMap<String, List<String>>();
    INVARIANTS.forEach(invariant -> faults.put(invariant.number(), new ArrayList<>()));
    var snapshots = new Snapshots(backend);
    long items = 0;
    var tenants = tenants();
    for (var tenant : tenants) {
      var snapshot = snapshots.of(tenant.value());
      items += snapshot.tables().values().stream().mapToLong(Map::size).sum();
      for (var invariant : INVARIANTS) {
        invariant
            .broken(snapshot)
            .forEach(fault -> found(faults, invariant).add(tenant + ": " + fault));
      }
    }
    faults.put("I9", restingLetters());
    return new Report(tenants.size() - 1, items, faults);
  }

  private static List<String> found(Map<String, List<String>> faults, Invariant invariant) {
    return faults.getOrDefault(invariant.number(), new ArrayList<>());
  }

  private List<TenantId> tenants() {
    var all = new ArrayList<TenantId>();
    all.add(TenantId.PLATFORM);
    Page.each(new Stores(backend).tenants()::list, all::add);
    return all;
  }

  /** Nothing rests in the dead-letter queue: its function turns each letter into an entry. */
  private List<String> restingLetters() {
    var resting = deadLetters.getAsInt();
    return resting == 0
        ? List.of()
        : List.of("%d messages rest in the dead-letter queue".formatted(resting));
  }
}
