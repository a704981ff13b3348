package com.stash.local.commands;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.local.Stash;
import com.stash.local.operator.Operator;
import com.stash.tenancy.Tenant;

/** Tenants as commands print them. */
final class TenantViews {
  private TenantViews() {}

  static ObjectNode json(Tenant tenant) {
    var view = Json.object();
    view.put("id", tenant.id().value());
    view.put("slug", tenant.slug().value());
    view.put("name", tenant.name());
    view.put("email", tenant.email());
    view.put("tier", tenant.tier().wire());
    view.put("state", tenant.state().wire());
    if (tenant.standing().reason() != null) {
      view.put("stateReason", tenant.standing().reason());
    }
    if (tenant.standing().eraseAfter() != null) {
      view.put("eraseAfter", tenant.standing().eraseAfter().toString());
    }
    if (tenant.maintenance() != null) {
      view.put("readOnlyUntil", tenant.maintenance().until().toString());
    }
    view.put("createdAt", tenant.stamp().createdAt().toString());
    view.put("version", tenant.version());
    view.set("limits", tenant.limits().toJson());
    return view;
  }

  /** Prints a changed tenant, or why it was not changed; returns the exit code. */
  static int changed(Operator operator, Outcome<Tenant> outcome) {
    return switch (outcome) {
      case Outcome.Done<Tenant>(var tenant) -> {
        operator.answer(
            json(tenant), out -> out.printf("%s is %s.%n", tenant.slug(), tenant.state().wire()));
        yield Stash.DONE;
      }
      case Outcome.Refused<Tenant>(var refusal) -> {
        operator.err().println("stash: " + refusal.message());
        yield Stash.BROKEN;
      }
    };
  }

  static String line(Tenant tenant) {
    return "%s  %-24s %-13s %-12s %s"
        .formatted(
            tenant.id(), tenant.slug(), tenant.tier().wire(), tenant.state().wire(), tenant.name());
  }

  static String head() {
    return "%-26s  %-24s %-13s %-12s %s".formatted("ID", "SLUG", "TIER", "STATE", "NAME");
  }
}
