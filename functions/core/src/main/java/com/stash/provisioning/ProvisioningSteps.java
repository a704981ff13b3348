package com.stash.provisioning;

import com.stash.identity.User;
import com.stash.kernel.Ids;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.Domain;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.usage.CreditGrant;
import com.stash.usage.UsageBook;
import com.stash.usage.UsageEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What each step of making a tenant writes, besides the note that it is done. */
public final class ProvisioningSteps {
  private final UsageBook usage;
  private final SealingCheck sealing;
  private final CentralHosts hosts;
  private final Ids ids;
  private final Clock clock;

  public ProvisioningSteps(
      UsageBook usage, SealingCheck sealing, CentralHosts hosts, Ids ids, Clock clock) {
    this.usage = usage;
    this.sealing = sealing;
    this.hosts = hosts;
    this.ids = ids;
    this.clock = clock;
  }

  List<Change> changes(TenantScope scope, Tenant tenant, Provisioning journal) {
    var stamp = scope.created(clock.instant());
    return switch (journal.next()) {
      case IDENTITY -> {
        var changes = new ArrayList<Change>();
        changes.add(
            new Create(Domain.subdomain(hosts.subdomain(tenant.slug()), ids.ulid(), stamp)));
        changes.addAll(
            User.firstOwner(journal.owner(), tenant.email(), tenant.name(), stamp).creation());
        yield changes;
      }
      case CREDITS -> {
        // At the tenant's own time, so that a repeat books the same event.
        var grant =
            new CreditGrant(
                journal.grant(),
                tenant.tier().firstGrant(),
                "first credits of the tier",
                scope.created(tenant.stamp().createdAt()));
        // The stream books the grant too; booking it now lets the tenant spend at once.
        usage.record(
            scope,
            List.of(
                UsageEvent.ofGrant(
                    grant.id(), grant.amount(), grant.stamp().createdAt(), scope.origin())));
        yield List.of(new Create(grant));
      }
      case SEALING -> {
        sealing.check(scope);
        yield List.of();
      }
      case ACTIVATE, DONE -> throw new IllegalStateException("not a step of its own");
    };
  }
}
