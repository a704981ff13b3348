package com.stash.local.commands;

import com.stash.credentials.Credential;
import com.stash.kernel.Outcome;
import com.stash.store.CredentialStores;
import com.stash.tenancy.TenantScope;
import picocli.CommandLine.Command;

/** {@code stash credentials expire}. */
@Command(
    name = "expire",
    mixinStandardHelpOptions = true,
    description = "Ends the value of a credential of the system now; rotate gives it a new one.")
final class CredentialsExpire extends SystemCredentialChange {
  @Override
  Outcome<Credential> change(CredentialStores credentials, TenantScope scope, Credential there) {
    return credentials.changing().expire(scope, there.id(), there.version(), null);
  }
}
