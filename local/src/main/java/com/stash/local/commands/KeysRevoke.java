package com.stash.local.commands;

import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeyState;
import com.stash.identity.EndingKeys;
import com.stash.kernel.Json;
import com.stash.kernel.Outcome;
import com.stash.local.Stash;
import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stash keys revoke}. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description = "Revokes an API key, at once and for good.")
final class KeysRevoke extends OperatorCommand {
  @Option(names = "--tenant", required = true, description = "The tenant's slug or id.")
  private String tenant = "";

  @Parameters(paramLabel = "KEY_ID", description = "The key's id.")
  private String keyId = "";

  @Override
  protected int run(Operator operator) {
    var scope = operator.scope(operator.tenant(tenant).id());
    var key =
        operator
            .stores()
            .keys()
            .find(scope, keyId)
            .orElseThrow(() -> new CannotStart("The tenant has no key " + keyId + "."));
    if (key.state() != ApiKeyState.REVOKED
        && ending(operator).revoke(scope, keyId, key.version(), null)
            instanceof Outcome.Refused<ApiKey>(var refusal)) {
      operator.err().println("stash: " + refusal.message());
      return Stash.BROKEN;
    }
    operator.answer(
        Json.object().put("id", keyId).put("state", "revoked"),
        out -> out.println(keyId + " is revoked."));
    return Stash.DONE;
  }

  private static EndingKeys ending(Operator operator) {
    return new EndingKeys(
        operator.stores().keys(),
        operator.stores().transactions(),
        operator.stores().claims(),
        operator.ids(),
        operator.backend().random(),
        operator.backend().clock());
  }
}
