package com.stash.store;

import com.stash.audit.AuditTrail;
import com.stash.audit.CheckpointingAudit;
import com.stash.audit.NotingDenials;
import com.stash.campaigns.Campaigns;
import com.stash.documents.Admission;
import com.stash.documents.Documents;
import com.stash.documents.Jobs;
import com.stash.documents.TenantObjects;
import com.stash.domains.Domains;
import com.stash.identity.ApiKeys;
import com.stash.identity.KeyUses;
import com.stash.identity.Users;
import com.stash.kernel.Ids;
import com.stash.pipeline.Executions;
import com.stash.pipeline.Slots;
import com.stash.processors.ProcessorSwitches;
import com.stash.processors.RegisteredProcessors;
import com.stash.tenancy.Gate;
import com.stash.tenancy.TenantDirectory;
import com.stash.tenancy.TenantRegister;
import com.stash.transactions.Claims;
import com.stash.transactions.Transactions;
import com.stash.usage.UsageBook;

/** Everything kept in one environment, built once for a function over its backend. */
public final class Stores {
  private final DynamoTables tables;
  private final Backend backend;
  private final TenantDirectory tenants;
  private final UsageBook usage;

  public Stores(Backend backend) {
    this.backend = backend;
    this.tables = new DynamoTables(backend.dynamoDb(), backend.sessions(), backend.environment());
    this.tenants = new CachedTenantDirectory(new DynamoTenantDirectory(tables), backend.clock());
    this.usage = new DynamoUsageBook(tables, backend.random(), backend.clock());
  }

  public DynamoTables tables() {
    return tables;
  }

  public TenantDirectory tenants() {
    return tenants;
  }

  /** All tenants, uncached, for those who work on the platform. */
  public TenantRegister register() {
    return new DynamoTenantRegister(tables);
  }

  public Gate gate() {
    return new Gate(tenants);
  }

  public Transactions transactions() {
    return new DynamoTransactions(tables, backend.random());
  }

  public ApiKeys keys() {
    return new DynamoApiKeys(tables);
  }

  public KeyUses keyUses() {
    return new DynamoKeyUses(tables);
  }

  public Users users() {
    return new DynamoUsers(tables);
  }

  /** The users as the authorizer needs them: who a person is, is remembered for seconds. */
  public Users rememberedUsers() {
    return new CachedUsers(users(), backend.clock());
  }

  public NotingDenials denials() {
    return new NotingDenials(
        transactions(), new Ids(backend.clock(), backend.random()), backend.clock(), backend.log());
  }

  public Claims claims() {
    return new DynamoClaims(tables);
  }

  public Domains domains() {
    return new DynamoDomains(tables);
  }

  public Campaigns campaigns() {
    return new DynamoCampaigns(tables);
  }

  public RegisteredProcessors processors() {
    return new DynamoProcessors(tables);
  }

  /** Which of the platform's processors are on, remembered for some seconds. */
  public ProcessorSwitches switches() {
    return new CachedProcessorSwitches(processors(), gate(), backend.clock());
  }

  public Documents documents() {
    return new DynamoDocuments(tables);
  }

  public Jobs jobs() {
    return new DynamoJobs(tables);
  }

  public Slots slots() {
    return new DynamoSlots(tables);
  }

  public Executions executions() {
    return new DynamoExecutions(tables);
  }

  /** Everything that is done with credentials. */
  public CredentialStores credentials() {
    return new CredentialStores(tables, backend, tenants);
  }

  /** Tenants as they are now; nothing is remembered. */
  TenantDirectory freshTenants() {
    return new DynamoTenantDirectory(tables);
  }

  /** Everything an operator does with a tenant. */
  public LifecycleStores lifecycle() {
    return new LifecycleStores(
        this, backend, transactions(), new Ids(backend.clock(), backend.random()));
  }

  public UsageBook usage() {
    return usage;
  }

  public AuditTrail audit() {
    return new DynamoAuditTrail(tables, backend.random());
  }

  /** Keeps the heads of audit logs in the archive. */
  public CheckpointingAudit checkpointing() {
    var checkpoints = new S3Checkpoints(backend.s3(), backend.environment().archive());
    return new CheckpointingAudit(audit(), checkpoints, backend.clock());
  }

  public TenantObjects objects() {
    return new S3TenantObjects(
        backend.s3(),
        backend.presigner(),
        backend.environment().bucket(),
        backend.sessions(),
        backend.clock());
  }

  public Admission admission() {
    return new Admission(tenants, usage, backend.clock());
  }
}
