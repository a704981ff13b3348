package com.stash.pipeline;

import com.stash.credentials.JobCredentials;
import com.stash.credentials.Resolved;
import com.stash.credentials.Sealer.CannotOpen;
import com.stash.credentials.Secret;
import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import com.stash.processors.Task;
import com.stash.tenancy.TenantScope;
import java.util.ArrayList;
import java.util.List;

/**
 * What one step opened. Closing it wipes all of that, also under the hands of a processor that goes
 * on after its time, and nothing more is opened.
 */
final class StepSecrets implements Task.Secrets, AutoCloseable {
  private final List<Resolved> opened = new ArrayList<>();
  private final TenantScope scope;
  private final JobCredentials credentials;
  private boolean closed;

  StepSecrets(TenantScope scope, JobCredentials credentials) {
    this.scope = scope;
    this.credentials = credentials;
  }

  @Override
  public Outcome<Secret> open(String key) {
    try {
      return credentials.resolve(scope, key).map(this::kept);
    } catch (CannotOpen e) {
      return Outcome.refused(
          Refusal.of(
              Refusal.Kind.CONFLICT,
              "credential_unreadable",
              "The credential %s does not open: its KMS key is disabled, or it was moved. Rotate it."
                  .formatted(key)));
    }
  }

  private synchronized Secret kept(Resolved resolved) {
    opened.add(resolved);
    if (closed) {
      resolved.close();
    }
    return resolved.secret();
  }

  @Override
  public synchronized void close() {
    closed = true;
    opened.forEach(Resolved::close);
    opened.clear();
  }
}
