package com.stash.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeyText;
import com.stash.identity.KeyRights;
import com.stash.identity.Role;
import com.stash.kernel.Ids;
import com.stash.kernel.Json;
import com.stash.kernel.Origin;
import com.stash.kernel.Origin.Actor;
import com.stash.kernel.Origin.ActorType;
import com.stash.kernel.Sha256;
import com.stash.local.cloud.LocalCloud;
import com.stash.provisioning.ProvisioningTenants.Wish;
import com.stash.store.Stores;
import com.stash.tenancy.Slug;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.Tier;
import com.stash.transactions.Change.Create;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes the demo tenants and their campaigns, or finds them when they are there. A demo tenant's
 * API key is derived from the data folder's own secret, so that it is the same at each start and
 * stored nowhere.
 */
public final class DemoTenants {
  private static final List<Wish> WISHES =
      List.of(
          new Wish(new Slug("acme"), "Acme Industrial", "owner@acme.example", Tier.PROFESSIONAL),
          new Wish(new Slug("globex"), "Globex Trading", "owner@globex.example", Tier.STARTER));
  private static final Map<String, List<String>> CAMPAIGNS =
      Map.of("acme", List.of("invoices", "mail-room"), "globex", List.of("payables", "contracts"));

  private final LocalCloud cloud;
  private final Stores stores;
  private final Origin origin;

  public DemoTenants(LocalCloud cloud) {
    this.cloud = cloud;
    this.stores = new Stores(cloud.backend());
    this.origin = new Origin(new Actor(ActorType.OPERATOR, "demo"), "demo", null, null);
  }

  /** Returns the demo tenants. */
  public List<DemoTenant> ensure() {
    return WISHES.stream().map(this::ensure).toList();
  }

  /** Returns the ids of a tenant's campaigns by slug, created and published when missing. */
  public Map<String, String> campaigns(DemoTenant tenant) {
    var api = tenant.api(cloud.api());
    var known = new LinkedHashMap<String, JsonNode>();
    for (var campaign : api.get("/v1/campaigns?limit=100").path("items")) {
      known.put(campaign.path("slug").asText(), campaign);
    }
    var ids = new LinkedHashMap<String, String>();
    for (var slug : CAMPAIGNS.getOrDefault(tenant.tenant().slug().value(), List.of())) {
      var campaign = known.get(slug);
      if (campaign == null) {
        campaign = api.post("/v1/campaigns", wish(slug), Map.of("Idempotency-Key", "demo-" + slug));
      }
      if (campaign.path("state").asText().equals("draft")) {
        var path = "/v1/campaigns/" + campaign.path("id").asText() + "/publish";
        var version = "\"" + campaign.path("version").asLong() + "\"";
        api.post(path, Json.object(), Map.of("If-Match", version));
      }
      ids.put(slug, campaign.path("id").asText());
    }
    return ids;
  }

  private DemoTenant ensure(Wish wish) {
    var id = stores.tenants().owner(wish.slug()).orElseGet(() -> provision(wish));
    var tenant = stores.tenants().find(id).orElseThrow();
    var text = demoKey(id);
    var scope = stores.gate().forOperator(stores.gate().platform(origin), id);
    var key =
        ApiKey.of(
            text,
            "demo key",
            KeyRights.of(Role.OWNER),
            null,
            scope.created(cloud.backend().clock().instant()));
    stores.transactions().commit(scope, new Create(key));
    return DemoTenant.of(tenant, text.reveal(), cloud.aws());
  }

  private TenantId provision(Wish wish) {
    var backend = cloud.backend();
    return stores
        .lifecycle()
        .provisioning()
        .provision(wish, origin, backend.random())
        .orThrow()
        .tenant()
        .id();
  }

  private ApiKeyText demoKey(TenantId tenant) {
    var storageSecret = cloud.aws().tenantStorageKeys().secretKey(tenant.value());
    var secret = Sha256.ofParts("demo api key", storageSecret).bytes();
    return ApiKeyText.create(
        tenant, Ids.derived(Instant.EPOCH, "demo-key", tenant.value()), new Fixed(secret));
  }

  private static JsonNode wish(String slug) {
    try (var in = DemoTenants.class.getResourceAsStream("/campaigns/" + slug + ".json")) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + slug);
      }
      return Json.parse(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the bytes it was given. */
  private static final class Fixed extends Random {
    private static final long serialVersionUID = 1;
    private final byte[] bytes;

    Fixed(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }
}
