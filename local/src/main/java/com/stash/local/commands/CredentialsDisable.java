package com.stash.local.commands;

import com.stash.credentials.Credential;
import com.stash.kernel.Outcome;
import com.stash.store.CredentialStores;
import com.stash.tenancy.TenantScope;
import picocli.CommandLine.Command;

/** {@code stash credentials disable}. */
@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    description = "Stops every search that comes to a credential of the system.")
final class CredentialsDisable extends SystemCredentialChange {
  @Override
  Outcome<Credential> change(CredentialStores credentials, TenantScope scope, Credential there) {
    return credentials.changing().disable(scope, there.id(), there.version(), null);
  }
}
