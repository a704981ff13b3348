package com.stash.store;

import com.stash.audit.Denial;
import com.stash.audit.Incident;
import com.stash.campaigns.Campaign;
import com.stash.campaigns.PipelineRevision;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialUse;
import com.stash.documents.Document;
import com.stash.documents.Job;
import com.stash.identity.ApiKey;
import com.stash.identity.KeyUse;
import com.stash.identity.User;
import com.stash.kernel.Entity;
import com.stash.lifecycle.ErasureCertificate;
import com.stash.pipeline.DocumentResult;
import com.stash.pipeline.Execution;
import com.stash.processors.RegisteredProcessor;
import com.stash.provisioning.Provisioning;
import com.stash.tenancy.Domain;
import com.stash.tenancy.Tenant;
import com.stash.tenancy.TenantScope;
import com.stash.transactions.Claim;
import com.stash.usage.CreditGrant;
import com.stash.usage.UsageEvent;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The tables of one environment, one for each kind of entity; built once. */
public final class DynamoTables {
  private final Map<Class<?>, EntityTable<?>> tables = new LinkedHashMap<>();
  private final DynamoDbClient client;
  private final Sessions sessions;
  private final Environment environment;

  public DynamoTables(DynamoDbClient client, Sessions sessions, Environment environment) {
    this.client = client;
    this.sessions = sessions;
    this.environment = environment;
    add(Tenant.class, Tables.TENANTS, TenantSchema.SCHEMA, "tenant"::equals);
    add(
        Provisioning.class,
        Tables.TENANTS,
        LifecycleSchemas.PROVISIONING,
        Provisioning.KEY::equals);
    add(
        ErasureCertificate.class,
        Tables.TENANTS,
        LifecycleSchemas.ERASURE,
        key -> key.startsWith(ErasureCertificate.PREFIX));
    add(Domain.class, Tables.DOMAINS, Schemas.DOMAIN);
    add(User.class, Tables.USERS, IdentitySchemas.USER);
    add(ApiKey.class, Tables.API_KEYS, IdentitySchemas.API_KEY);
    add(KeyUse.class, Tables.KEY_USES, IdentitySchemas.KEY_USE);
    add(Campaign.class, Tables.CAMPAIGNS, CampaignSchemas.CAMPAIGN);
    add(PipelineRevision.class, Tables.PIPELINE_REVISIONS, CampaignSchemas.REVISION);
    add(Document.class, Tables.DOCUMENTS, DocumentSchema.SCHEMA);
    add(Job.class, Tables.JOBS, JobSchema.SCHEMA);
    add(RegisteredProcessor.class, Tables.PROCESSORS, ProcessorSchema.SCHEMA);
    add(Execution.class, Tables.EXECUTIONS, ExecutionSchemas.EXECUTION);
    add(DocumentResult.class, Tables.RESULTS, ExecutionSchemas.RESULT);
    add(Credential.class, Tables.CREDENTIALS, CredentialSchema.SCHEMA);
    add(CredentialUse.class, Tables.CREDENTIAL_USES, CredentialUseSchema.SCHEMA);
    add(Claim.class, Tables.CLAIMS, Schemas.CLAIM, key -> !key.equals(DynamoSlots.KEY));
    add(CreditGrant.class, Tables.CREDIT_GRANTS, Schemas.CREDIT_GRANT);
    add(UsageEvent.class, Tables.USAGE_EVENTS, Schemas.USAGE_EVENT);
    add(Denial.class, Tables.DENIALS, Schemas.DENIAL);
    add(Incident.class, Tables.INCIDENTS, Schemas.INCIDENT);
  }

  /** Returns the function's own client, for what comes before any scope. */
  DynamoDbClient client() {
    return client;
  }

  /** Returns the client for work under a scope: its requests are signed by the tenant's session. */
  DynamoDbClient client(TenantScope scope) {
    return sessions
        .of(scope)
        .<DynamoDbClient>map(session -> new SessionDynamoDb(client, session))
        .orElse(client);
  }

  String physical(TableStatement table) {
    return environment.table(table);
  }

  Collection<EntityTable<?>> all() {
    return Collections.unmodifiableCollection(tables.values());
  }

  @SuppressWarnings("unchecked")
  <T extends Entity> EntityTable<T> of(Class<T> entity) {
    return (EntityTable<T>) Objects.requireNonNull(tables.get(entity), entity.getName());
  }

  @SuppressWarnings("unchecked")
  <T extends Entity> EntityTable<T> of(T entity) {
    return of((Class<T>) entity.getClass());
  }

  private <T extends Entity> void add(
      Class<T> entity, TableStatement statement, TableSchema<Row<T>> schema) {
    add(entity, statement, schema, _ -> true);
  }

  /** Adds a kind of entity that shares its table with another; {@code keys} tells them apart. */
  private <T extends Entity> void add(
      Class<T> entity,
      TableStatement statement,
      TableSchema<Row<T>> schema,
      Predicate<String> keys) {
    tables.put(
        entity, new EntityTable<>(client, this::client, environment, statement, schema, keys));
  }
}
