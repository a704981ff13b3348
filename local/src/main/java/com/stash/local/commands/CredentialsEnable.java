package com.stash.local.commands;

import com.stash.credentials.Credential;
import com.stash.kernel.Outcome;
import com.stash.store.CredentialStores;
import com.stash.tenancy.TenantScope;
import picocli.CommandLine.Command;

/** {@code stash credentials enable}. */
@Command(
    name = "enable",
    mixinStandardHelpOptions = true,
    description = "Lets a disabled credential of the system be used again.")
final class CredentialsEnable extends SystemCredentialChange {
  @Override
  Outcome<Credential> change(CredentialStores credentials, TenantScope scope, Credential there) {
    return credentials.changing().enable(scope, there.id(), there.version(), null);
  }
}
