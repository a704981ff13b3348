package com.stash.local.commands;

import com.stash.identity.ApiKey;
import com.stash.identity.ApiKeyText;
import com.stash.identity.KeyRights;
import com.stash.identity.Role;
import com.stash.kernel.Json;
import com.stash.local.Stash;
import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.transactions.Change.Create;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stash keys create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Creates an API key and prints it, this once.")
final class KeysCreate extends OperatorCommand {
  private static final int MOST_DAYS = 3_650;

  @Option(names = "--tenant", required = true, description = "The tenant's slug or id.")
  private String tenant = "";

  @Option(names = "--name", defaultValue = "by command", description = "What the key is for.")
  private String name = "";

  @Option(
      names = "--role",
      defaultValue = "MEMBER",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Role role = Role.MEMBER;

  @Option(names = "--days", description = "How long it works (default: until it is revoked).")
  private @Nullable Integer days;

  @Override
  protected int run(Operator operator) {
    var scope = operator.scope(operator.tenant(tenant).id());
    var now = operator.backend().clock().instant();
    var text =
        ApiKeyText.create(scope.tenant(), operator.ids().ulid(), operator.backend().random());
    var key = ApiKey.of(text, name, KeyRights.of(role), expiry(now), scope.created(now));
    operator.stores().transactions().commit(scope, new Create(key)).orThrow();
    operator.answer(
        Json.object().put("id", key.id()).put("role", role.wire()).put("apiKey", text.reveal()),
        out -> out.printf("%s%nIt is shown this once: keep it.%n", text.reveal()));
    return Stash.DONE;
  }

  private @Nullable Instant expiry(Instant now) {
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw new CannotStart("--days is a number from 1 to %d.".formatted(MOST_DAYS));
    }
    return days == null ? null : now.plus(Duration.ofDays(days));
  }
}
