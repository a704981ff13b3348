package com.stash.local.factories;

import com.stash.campaigns.Campaign;
import com.stash.credentials.CredentialScope;
import com.stash.documents.Document;
import com.stash.identity.Role;
import com.stash.kernel.Ids;
import com.stash.kernel.MicroCredits;
import com.stash.store.Backend;
import com.stash.store.Stores;
import com.stash.tenancy.Feature;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Change.Create;
import com.stash.usage.CreditGrant;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sows a tenant's demo data: campaigns in each state, documents in each state they rest in with
 * their jobs, executions and results, credentials, users, keys, a domain and a credit grant; the
 * streams make usage and audit of it. Each sowing adds a set of its own.
 */
public final class Seeder {
  private final Factories factories;
  private final Making making;

  public Seeder(Backend backend, Stores stores) {
    factories = new Factories(backend, stores);
    making = new Making(backend, stores);
  }

  /** Sows a set with so many documents of each state; returns how many of what there are now. */
  public Map<String, Integer> sow(TenantScope scope, int documentsOfEach) {
    var sown = new TreeMap<String, Integer>();
    var set = making.ids().ulid().substring(Ids.LENGTH - 8).toLowerCase(Locale.ROOT);
    var active = campaigns(scope, set, sown);
    credentials(scope, active, set, sown);
    people(scope, set, sown);
    for (int i = 1; i <= documentsOfEach; i++) {
      documents(scope, active, set + "-" + i, sown);
    }
    var stamp = scope.created(making.now());
    making.write(
        scope,
        new Create(
            new CreditGrant(making.ids().ulid(), MicroCredits.ofCredits(50), "seeded", stamp)));
    count(sown, "credit grants");
    return sown;
  }

  private Campaign campaigns(TenantScope scope, String set, Map<String, Integer> sown) {
    factories.campaign(scope, "draft-" + set).named("Not yet published").draft();
    factories.campaign(scope, "paused-" + set).named("Paused").paused();
    factories.campaign(scope, "archived-" + set).named("Archived").archived();
    var active = factories.campaign(scope, "letters-" + set).named("Letters").active();
    sown.put("campaigns", 4);
    return active;
  }

  private void credentials(
      TenantScope scope, Campaign campaign, String set, Map<String, Integer> sown) {
    var soon = making.now().plus(Duration.ofDays(30));
    factories.credential(scope, "seed." + set).until(soon).holding(secret());
    factories
        .credential(scope, "seed." + set)
        .at(CredentialScope.campaign(campaign.id().value()))
        .holding(secret());
    sown.put("credentials", 2);
  }

  private void people(TenantScope scope, String set, Map<String, Integer> sown) {
    factories.user(scope, "invited-" + set + "@seed.example").invited();
    factories.user(scope, "admin-" + set + "@seed.example").as(Role.ADMIN).active();
    factories.user(scope, "former-" + set + "@seed.example").disabled();
    sown.put("users", 3);
    var soon = making.now().plus(Duration.ofDays(30));
    factories.apiKey(scope, "seeded " + set).until(soon).active();
    factories.apiKey(scope, "seeded " + set).revoked();
    sown.put("api keys", 2);
    var tenant = making.stores().tenants().find(scope.tenant()).orElseThrow();
    if (tenant.plan().has(Feature.CUSTOM_DOMAINS)) {
      factories.domain(scope, "documents-" + set + ".seed.example").pending();
      sown.put("domains", 1);
    }
  }

  /** The values are of no use to anybody. */
  private String secret() {
    return "seeded-" + making.ids().uuid();
  }

  private void documents(
      TenantScope scope, Campaign campaign, String name, Map<String, Integer> sown) {
    count(sown, letter(scope, campaign, name, "to-come").awaitingUpload());
    count(sown, letter(scope, campaign, name, "never-came").expired());
    count(
        sown,
        letter(scope, campaign, name, "archive.zip")
            .holding("application/zip", new byte[] {'P', 'K', 3, 4, 0, 0})
            .rejected());
    count(sown, letter(scope, campaign, name, "waiting").queued());
    count(sown, letter(scope, campaign, name, "in-work").processing());
    count(sown, letter(scope, campaign, name, "unreadable").failed());
    count(sown, letter(scope, campaign, name, "unwanted").cancelled());
    count(sown, letter(scope, campaign, name, "doubtful").awaitingReview());
    var done = letter(scope, campaign, name, "done").completed();
    count(sown, done);
    letter(scope, campaign, name, "done").linkedTo(done);
    count(sown, "documents linked");
  }

  private DocumentFactory letter(
      TenantScope scope, Campaign campaign, String name, String filename) {
    return factories
        .document(scope, campaign)
        .named(filename + "-" + name + ".txt")
        .holding("Dear customer, this is the letter " + name + ".")
        .tagged("seeded");
  }

  private static void count(Map<String, Integer> sown, Document document) {
    count(sown, "documents " + document.state().wire());
  }

  private static void count(Map<String, Integer> sown, String what) {
    sown.merge(what, 1, Integer::sum);
  }
}
