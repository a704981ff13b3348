package com.stash.provisioning;

import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeyState;
import com.stash.identity.ApiKeyText;
import com.stash.identity.Role;
import com.stash.identity.User;
import com.stash.identity.UserState;
import com.stash.kernel.Ids;
import com.stash.kernel.Origin;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Stamp;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.Domain;
import com.stash.tenancy.Gate;
import com.stash.tenancy.Plan;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Standing;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantSettings;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.NameKind;
import com.stash.transactions.Change.TakeName;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import com.stash.usage.CreditGrant;
import com.stash.usage.UsageBook;
import com.stash.usage.UsageEvent;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Creates tenants. */
public final class ProvisioningTenants {
  private final Gate gate;
  private final Transactions transactions;
  private final UsageBook usage;
  private final CentralHosts hosts;
  private final Ids ids;
  private final Clock clock;

  public ProvisioningTenants(
      Gate gate,
      Transactions transactions,
      UsageBook usage,
      CentralHosts hosts,
      Ids ids,
      Clock clock) {
    this.gate = gate;
    this.transactions = transactions;
    this.usage = usage;
    this.hosts = hosts;
    this.ids = ids;
    this.clock = clock;
  }

  /** What an operator asks for. */
  public record Wish(Slug slug, String name, String email, Tier tier) {}

  /** A new tenant, and the text of its first key, which is not kept anywhere. */
  public record Provisioned(Tenant tenant, ApiKeyText key) {}

  /** Creates a tenant with all it needs; the key's secret is drawn from {@code secrets}. */
  public Outcome<Provisioned> provision(Wish wish, Origin origin, Random secrets) {
    var scope = gate.forOperator(gate.platform(origin), new TenantId(ids.ulid()));
    var stamp = scope.created(clock.instant());
    var host = hosts.subdomain(wish.slug());
    var tenant = tenant(scope.tenant(), wish, stamp);
    var text = ApiKeyText.create(scope.tenant(), ids.ulid(), secrets);
    var grant =
        new CreditGrant(ids.ulid(), wish.tier().firstGrant(), "first credits of the tier", stamp);
    var verdict =
        transactions.commit(
            scope,
            new TakeName(NameKind.SLUG, wish.slug().value(), stamp.createdAt()),
            new TakeName(NameKind.HOST, host.value(), stamp.createdAt()),
            new TakeName(NameKind.TENANT, scope.tenant().value(), stamp.createdAt()),
            new Create(tenant),
            new Create(Domain.subdomain(host, ids.ulid(), stamp)),
            new Create(owner(wish, stamp)),
            new Create(key(text, stamp)),
            new Create(grant));
    if (verdict instanceof Verdict.Clashed) {
      return Outcome.refused(
          new Refusal(
              Refusal.Kind.CONFLICT,
              "slug_taken",
              "Another tenant has the slug " + wish.slug() + ". Choose another one.",
              "/slug"));
    }
    // The stream books the grant too; booking it now lets the tenant spend at once.
    usage.record(
        scope,
        List.of(UsageEvent.ofGrant(grant.id(), grant.amount(), stamp.createdAt(), scope.origin())));
    return Outcome.done(new Provisioned(tenant, text));
  }

  private static Tenant tenant(TenantId id, Wish wish, Stamp stamp) {
    return new Tenant(
        id,
        wish.slug(),
        wish.name(),
        wish.email(),
        Plan.of(wish.tier()),
        TenantSettings.DEFAULT,
        Standing.of(TenantState.ACTIVE),
        stamp);
  }

  private User owner(Wish wish, Stamp stamp) {
    return new User(
        ids.ulid(),
        wish.email(),
        wish.name(),
        Role.OWNER,
        Set.of(),
        Set.of(),
        UserState.ACTIVE,
        null,
        stamp);
  }

  private static ApiKey key(ApiKeyText text, Stamp stamp) {
    return new ApiKey(
        text.keyId(), "first key", Role.OWNER, text.secretHash(), ApiKeyState.ACTIVE, null, stamp);
  }
}
