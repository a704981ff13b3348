package com.stash.local.commands;

import com.stash.credentials.Credential;
import com.stash.kernel.Outcome;
import com.stash.store.CredentialStores;
import com.stash.tenancy.TenantScope;
import picocli.CommandLine.Command;

/** {@code stash credentials delete}. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Takes the values of a credential of the system away for good.")
final class CredentialsDelete extends SystemCredentialChange {
  @Override
  Outcome<Credential> change(CredentialStores credentials, TenantScope scope, Credential there) {
    return credentials.changing().delete(scope, there.id(), there.version(), null);
  }
}
