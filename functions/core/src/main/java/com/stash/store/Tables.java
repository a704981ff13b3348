package com.stash.store;

import static com.stash.store.TableStatement.quiet;
import static com.stash.store.TableStatement.streamed;

import java.util.List;
import java.util.Set;

/** All tables of Stash. */
public final class Tables {
  public static final TableStatement NAMES =
      new TableStatement("names", "kind", "name", null, false, null);
  public static final TableStatement TENANTS = streamed("tenants");
  public static final TableStatement DOMAINS = streamed("domains");
  public static final TableStatement USERS = streamed("users").indexed("owns");
  public static final TableStatement API_KEYS = streamed("api-keys");
  public static final TableStatement KEY_USES = quiet("key-uses");
  public static final TableStatement CAMPAIGNS = streamed("campaigns");
  public static final TableStatement PIPELINE_REVISIONS = streamed("pipeline-revisions");
  public static final TableStatement DOCUMENTS = streamed("documents").indexed("awaited");
  public static final TableStatement JOBS = streamed("jobs").indexed("live");
  public static final TableStatement PROCESSORS = streamed("processors");
  public static final TableStatement EXECUTIONS = streamed("executions");
  public static final TableStatement RESULTS = quiet("results");
  public static final TableStatement CREDENTIALS = streamed("credentials").indexed("due");
  public static final TableStatement CREDENTIAL_USES =
      quiet("credential-uses").expiring("expiresAt");
  public static final TableStatement CLAIMS = quiet("claims").expiring("expiresAt");
  public static final TableStatement CREDIT_GRANTS = streamed("credit-grants");
  public static final TableStatement USAGE_EVENTS = quiet("usage-events");
  public static final TableStatement USAGE_COUNTERS = quiet("usage-counters");
  public static final TableStatement INCIDENTS = streamed("incidents");
  public static final TableStatement DENIALS = streamed("denials").expiring("expiresAt");
  public static final TableStatement AUDIT_LOGS = quiet("audit-logs");

  public static final List<TableStatement> ALL =
      List.of(
          NAMES,
          TENANTS,
          DOMAINS,
          USERS,
          API_KEYS,
          KEY_USES,
          CAMPAIGNS,
          PIPELINE_REVISIONS,
          DOCUMENTS,
          JOBS,
          PROCESSORS,
          EXECUTIONS,
          RESULTS,
          CREDENTIALS,
          CREDENTIAL_USES,
          CLAIMS,
          CREDIT_GRANTS,
          USAGE_EVENTS,
          USAGE_COUNTERS,
          INCIDENTS,
          DENIALS,
          AUDIT_LOGS);

  /** The platform's own records; all others are a tenant's. */
  public static final Set<TableStatement> CENTRAL = Set.of(NAMES, TENANTS, DOMAINS, USERS);

  private Tables() {}
}
