package com.stash.store;

import com.stash.credentials.ChangingCredentials;
import com.stash.credentials.CreatingCredentials;
import com.stash.credentials.CredentialUses;
import com.stash.credentials.Credentials;
import com.stash.credentials.Fingerprints;
import com.stash.credentials.Places;
import com.stash.credentials.ResolvingCredentials;
import com.stash.credentials.RewrappingCredentials;
import com.stash.credentials.RotatingCredentials;
import com.stash.credentials.Sealer;
import com.stash.credentials.SearchingCredentials;
import com.stash.credentials.SweepingCredentials;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantId;
import com.stash.tenancy.Tier;
import com.stash.transactions.Transactions;
import java.time.Clock;

/** The credentials of one environment: where they are kept, and all that is done with them. */
public final class CredentialStores {
  private final DynamoTables tables;
  private final Backend backend;
  private final TenantDirectory tenants;
  private final Transactions transactions;
  private final Repeating repeating;
  private final Once<Sealer> sealer;
  private final Fingerprints fingerprints;
  private final Clock clock;

  CredentialStores(DynamoTables tables, Backend backend, TenantDirectory tenants) {
    this(tables, backend, tenants, Fingerprints.SLOW);
  }

  /** With fingerprints as slow as asked for. */
  public CredentialStores(
      DynamoTables tables, Backend backend, TenantDirectory tenants, Fingerprints fingerprints) {
    this.tables = tables;
    this.backend = backend;
    this.tenants = tenants;
    this.repeating = new Repeating(backend.random());
    this.transactions =
        new RepeatingTransactions(new DynamoTransactions(tables, backend.random()), repeating);
    this.sealer =
        new Once<>(
            () ->
                new KmsSealer(
                    backend.kms(),
                    backend.sessions(),
                    backend.environment().credentialKey(),
                    new DataKeys(DataKeys.Limits.PRESET, backend.clock()),
                    repeating));
    this.fingerprints = fingerprints;
    this.clock = backend.clock();
  }

  public Credentials all() {
    return new DynamoCredentials(tables, repeating);
  }

  public CredentialUses uses() {
    return new DynamoCredentialUses(tables);
  }

  public Sealer sealer() {
    return sealer.get();
  }

  public CreatingCredentials creating(Places places) {
    return new CreatingCredentials(
        transactions, new DynamoClaims(tables), all(), places, sealer(), fingerprints, clock);
  }

  public RotatingCredentials rotating() {
    return new RotatingCredentials(all(), transactions, sealer(), fingerprints, clock);
  }

  public ChangingCredentials changing() {
    return new ChangingCredentials(all(), transactions, clock);
  }

  public SweepingCredentials sweeping() {
    return new SweepingCredentials(all(), transactions, clock);
  }

  public RewrappingCredentials rewrapping() {
    return new RewrappingCredentials(all(), transactions, sealer(), clock);
  }

  /** Returns the ARN of the KMS key that the environment names now. */
  public String key() {
    var named = backend.environment().credentialKey();
    return backend.kms().describeKey(d -> d.keyId(named)).keyMetadata().arn();
  }

  public SearchingCredentials searching() {
    return new SearchingCredentials(all(), this::tier, new Gate(tenants), clock);
  }

  public ResolvingCredentials resolving() {
    return new ResolvingCredentials(searching(), sealer(), transactions, clock);
  }

  private Tier tier(TenantId tenant) {
    return repeating.call(() -> tenants.find(tenant)).orElseThrow().tier();
  }
}
