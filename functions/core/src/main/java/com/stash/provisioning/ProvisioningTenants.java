package com.stash.provisioning;

import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeyText;
import com.stash.identity.Email;
import com.stash.identity.KeyRights;
import com.stash.identity.Role;
import com.stash.kernel.Ids;
import com.stash.kernel.Origin;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.kernel.Refusal.Kind;
import com.stash.kernel.Stamp;
import com.stash.provisioning.Provisioning.Step;
import com.stash.tenancy.CentralHosts;
import com.stash.tenancy.Gate;
import com.stash.tenancy.Plan;
import com.stash.tenancy.PlatformScope;
import com.stash.tenancy.Slug;
import com.stash.tenancy.Standing;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.TenantSettings;
import com.stash.tenancy.TenantState;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change;
import com.stash.transactions.Change.Create;
import com.stash.transactions.Change.NameKind;
import com.stash.transactions.Change.Replace;
import com.stash.transactions.Change.TakeName;
import com.stash.transactions.Transactions;
import com.stash.transactions.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;

/**
 * Creates tenants, step by step. Names and a tenant that is not active come first; the last step
 * makes it active, so that no half tenant is ever found. What stops or fails in between is resumed.
 */
public final class ProvisioningTenants {
  private final Gate gate;
  private final TenantDirectory tenants;
  private final Provisionings provisionings;
  private final ProvisioningSteps steps;
  private final Transactions transactions;
  private final CentralHosts hosts;
  private final Ids ids;
  private final Clock clock;

  /** {@code tenants} must remember nothing, or a tenant is resumed on what was. */
  public ProvisioningTenants(
      Gate gate,
      TenantDirectory tenants,
      Provisionings provisionings,
      ProvisioningSteps steps,
      Transactions transactions,
      CentralHosts hosts,
      Ids ids,
      Clock clock) {
    this.gate = gate;
    this.tenants = tenants;
    this.provisionings = provisionings;
    this.steps = steps;
    this.transactions = transactions;
    this.hosts = hosts;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What an operator asks for; it is checked before anything is taken.
   *
   * @param name 1 to 200 characters
   */
  public record Wish(Slug slug, String name, String email, Tier tier) {
    public Wish {
      email = Email.parse(email).value();
      if (name.isBlank() || name.length() > 200) {
        throw new IllegalArgumentException("a tenant's name has 1 to 200 characters");
      }
    }
  }

  /** A new tenant, and the text of its first key, which is not kept anywhere. */
  public record Provisioned(Tenant tenant, ApiKeyText key) {}

  /** Creates a tenant with all it needs; the key's secret is drawn from {@code secrets}. */
  public Outcome<Provisioned> provision(Wish wish, Origin origin, Random secrets) {
    var host = hosts.subdomain(wish.slug());
    if (ReservedSlugs.contains(wish.slug()) || hosts.contains(host)) {
      return Outcome.refused(
          new Refusal(
              Kind.CONFLICT,
              "slug_reserved",
              "The slug " + wish.slug() + " is kept for the platform. Choose another one.",
              "/slug"));
    }
    var scope = gate.forOperator(gate.platform(origin), new TenantId(ids.ulid()));
    var stamp = scope.created(clock.instant());
    var tenant =
        new Tenant(
            scope.tenant(),
            wish.slug(),
            wish.name(),
            wish.email(),
            Plan.of(wish.tier()),
            TenantSettings.DEFAULT,
            Standing.of(TenantState.PROVISIONING),
            stamp);
    var journal = new Provisioning(Step.IDENTITY, ids.ulid(), ids.ulid(), null, stamp);
    var verdict =
        transactions.commit(
            scope,
            new TakeName(NameKind.SLUG, wish.slug().value(), stamp.createdAt()),
            new TakeName(NameKind.HOST, host.value(), stamp.createdAt()),
            new TakeName(NameKind.TENANT, scope.tenant().value(), stamp.createdAt()),
            new Create(tenant),
            new Create(journal));
    if (verdict instanceof Verdict.Clashed) {
      return Outcome.refused(
          new Refusal(
              Kind.CONFLICT,
              "slug_taken",
              "Another tenant has the slug " + wish.slug() + ". Choose another one.",
              "/slug"));
    }
    return finish(scope, tenant, journal, secrets);
  }

  /** Goes on with a tenant that failed, or whose maker stopped, at the step that is next. */
  public Outcome<Provisioned> resume(PlatformScope platform, TenantId id, Random secrets) {
    var scope = gate.forOperator(platform, id);
    var found = tenants.find(id);
    if (found.isEmpty()) {
      return Outcome.refused(Refusal.notFound());
    }
    var tenant = found.get();
    var journal = provisionings.find(scope).orElseThrow();
    return switch (tenant.state()) {
      case PROVISIONING -> finish(scope, tenant, journal, secrets);
      case FAILED -> {
        var again = tenant.become(TenantState.PROVISIONING, null, changed(scope, tenant.stamp()));
        yield transactions.commit(scope, new Replace(again)) instanceof Verdict.Committed
            ? finish(scope, again, journal, secrets)
            : Outcome.refused(Refusal.stale());
      }
      default -> Outcome.refused(Refusal.wrongState("The tenant", tenant.state()));
    };
  }

  private Outcome<Provisioned> finish(
      TenantScope scope, Tenant tenant, Provisioning begun, Random secrets) {
    var journal = begun;
    try {
      while (journal.next() != Step.ACTIVATE) {
        var changes = new ArrayList<Change>(steps.changes(scope, tenant, journal));
        var done = journal.done(changed(scope, journal.stamp()));
        changes.add(new Replace(done));
        if (transactions.commit(scope, changes) instanceof Verdict.Clashed) {
          return Outcome.refused(Refusal.stale());
        }
        journal = done;
      }
      return activate(scope, tenant, journal, secrets);
    } catch (RuntimeException e) {
      return failed(scope, tenant, journal, e);
    }
  }

  /** The key comes with the last step, for its text can be given out by nobody else than now. */
  private Outcome<Provisioned> activate(
      TenantScope scope, Tenant tenant, Provisioning journal, Random secrets) {
    var text = ApiKeyText.create(scope.tenant(), ids.ulid(), secrets);
    var active = tenant.become(TenantState.ACTIVE, null, changed(scope, tenant.stamp()));
    var verdict =
        transactions.commit(
            scope,
            new Create(key(text, scope.created(clock.instant()))),
            new Replace(active),
            new Replace(journal.done(changed(scope, journal.stamp()))));
    return verdict instanceof Verdict.Committed
        ? Outcome.done(new Provisioned(active, text))
        : Outcome.refused(Refusal.stale());
  }

  private Outcome<Provisioned> failed(
      TenantScope scope, Tenant tenant, Provisioning journal, RuntimeException cause) {
    var step = journal.next().wire();
    var why = Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
    var brief = why.length() > 200 ? why.substring(0, 200) : why;
    var reason = "The step %s failed: %s".formatted(step, brief);
    transactions.commit(
        scope,
        new Replace(tenant.become(TenantState.FAILED, reason, changed(scope, tenant.stamp()))),
        new Replace(journal.failed(brief, changed(scope, journal.stamp()))));
    return Outcome.refused(
        Refusal.of(
            Kind.UNAVAILABLE,
            "provisioning_failed",
            "%s. Mend it, and resume the tenant %s.".formatted(reason, tenant.id())));
  }

  private Stamp changed(TenantScope scope, Stamp before) {
    return scope.changed(before, clock.instant());
  }

  private static ApiKey key(ApiKeyText text, Stamp stamp) {
    return ApiKey.of(text, "first key", KeyRights.of(Role.OWNER), null, stamp);
  }
}
