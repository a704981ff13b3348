package com.stash.local.commands;

import com.stash.credentials.Credential;
import com.stash.kernel.Outcome;
import com.stash.store.CredentialStores;
import com.stash.tenancy.TenantScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stash credentials rollback}. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = "Makes the value before the current one again.")
final class CredentialsRollback extends SystemCredentialChange {
  @Mixin private Grace grace = new Grace();

  @Override
  Outcome<Credential> change(CredentialStores credentials, TenantScope scope, Credential there) {
    return credentials.rotating().rollBack(scope, there.id(), there.version(), grace.time(), null);
  }
}
