package com.stash.local.commands;

import com.stash.credentials.CreatingCredentials.Wish;
import com.stash.credentials.Credential;
import com.stash.credentials.CredentialScope;
import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.tenancy.Tier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stash credentials create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description =
        "Seals a credential of the system. The value is read from --file or standard input.")
final class CredentialsCreate extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its key, for example openai.api_key.")
  private String key = "";

  @Option(names = "--provider", required = true, description = "Whose secret it is.")
  private String provider = "";

  @Option(
      names = "--shared-from",
      paramLabel = "TIER",
      description = "Lets tenants of this tier and higher ones use it (default: none).")
  private @Nullable Tier sharedFrom;

  @Option(names = "--expires", paramLabel = "TIME", description = "When the value is over.")
  private @Nullable Instant expires;

  @Mixin private GivenValue value = new GivenValue();

  @Override
  protected boolean readsInput() {
    return value.isInput();
  }

  @Override
  protected int run(Operator operator) {
    if (!Credential.isName(key)) {
      throw new CannotStart("A credential's key has 1 to 80 of a-z 0-9 . _ - and begins with a-z.");
    }
    var system = new SystemCredentials(operator);
    var wish = new Wish(CredentialScope.system(), key, provider, false, sharedFrom, expires);
    try (var secret = value.read(operator)) {
      return system.answer(
          operator
              .stores()
              .credentials()
              .creating((_, _) -> false)
              .create(system.scope(), wish, secret, null));
    }
  }
}
