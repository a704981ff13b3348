package com.stash.local.commands;

import com.stash.credentials.Credential;
import com.stash.kernel.Outcome;
import com.stash.store.CredentialStores;
import com.stash.tenancy.TenantScope;
import com.stash.tenancy.Tier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stash credentials share}. */
@Command(
    name = "share",
    mixinStandardHelpOptions = true,
    description = "Says which tenants may use a credential of the system.")
final class CredentialsShare extends SystemCredentialChange {
  @ArgGroup(multiplicity = "1")
  private With with = new With();

  /** Exactly one of the two. */
  private static final class With {
    @Option(
        names = "--from",
        required = true,
        paramLabel = "TIER",
        description = "Tenants of this tier and of higher ones.")
    private @Nullable Tier from;

    @Option(names = "--none", required = true, description = "No tenant.")
    private boolean none;
  }

  @Override
  Outcome<Credential> change(CredentialStores credentials, TenantScope scope, Credential there) {
    var from = with.none ? null : with.from;
    return credentials.changing().share(scope, there.id(), there.version(), from, null);
  }
}
