package com.stash.local.commands;

import com.stash.identity.Email;
import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stash users token}. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a token of this machine's own issuer, as if the person had just signed in.",
      "The first one with an invited address accepts the invitation. For a running ./stash up only."
    })
final class UsersToken extends OperatorCommand {
  @Option(names = "--tenant", required = true, description = "The tenant's slug or id.")
  private String tenant = "";

  @Option(names = "--email", required = true, description = "The person's address.")
  private String email = "";

  @Option(
      names = "--minutes",
      defaultValue = "60",
      description = "How long it works (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Override
  protected int run(Operator operator) {
    var local = operator.session().local();
    if (local == null) {
      throw new CannotStart("Only this machine has an issuer: leave out --env.");
    }
    var token =
        local.issuer().token(operator.tenant(tenant).id(), address(), Duration.ofMinutes(minutes));
    operator.answer(Json.object().put("token", token), out -> out.println(token));
    return Stash.DONE;
  }

  private Email address() {
    try {
      return Email.parse(email);
    } catch (IllegalArgumentException e) {
      throw new CannotStart(email + " is no e-mail address.", e);
    }
  }
}
