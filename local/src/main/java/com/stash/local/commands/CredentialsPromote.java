package com.stash.local.commands;

import com.stash.credentials.Credential;
import com.stash.kernel.Outcome;
import com.stash.store.CredentialStores;
import com.stash.tenancy.TenantScope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stash credentials promote}. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description = "Makes the staged value of a credential of the system the current one.")
final class CredentialsPromote extends SystemCredentialChange {
  @Mixin private Grace grace = new Grace();

  @Override
  Outcome<Credential> change(CredentialStores credentials, TenantScope scope, Credential there) {
    return credentials.rotating().promote(scope, there.id(), there.version(), grace.time(), null);
  }
}
