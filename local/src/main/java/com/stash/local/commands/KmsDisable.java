package com.stash.local.commands;

import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.tenancy.TenantId;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stash kms disable}. */
@Command(
    name = "disable",
    mixinStandardHelpOptions = true,
    description = {
      "Disables a key: nothing is sealed under it, and nothing that is opens, until it is enabled.",
      "What a running server has opened stays of use to it for up to five minutes."
    })
final class KmsDisable extends OperatorCommand {
  @Parameters(paramLabel = "KEY_ID", description = "The key's id, as kms list prints it.")
  private String key = "";

  @Option(
      names = "--force",
      description = "Also a key that is in use, or that values may still be sealed under.")
  private boolean force;

  @Override
  protected int run(Operator operator) {
    var keys = new KmsKeys(operator);
    var id = keys.find(key).keyId();
    if (!force) {
      requireUnused(operator, keys, id);
    }
    keys.client().disableKey(d -> d.keyId(id));
    return keys.answer(id);
  }

  private static void requireUnused(Operator operator, KmsKeys keys, String id) {
    var inUse = keys.inUse();
    if (inUse.keyId().equals(id)) {
      throw new CannotStart(
          "%s seals new values: make another one with kms replace, or give --force.".formatted(id));
    }
    var left = new AtomicInteger();
    var rewrapping = operator.stores().credentials().rewrapping();
    Consumer<TenantId> count =
        tenant -> left.addAndGet(rewrapping.elsewhere(operator.scope(tenant), inUse.arn()));
    count.accept(TenantId.PLATFORM);
    operator.eachTenant(count);
    if (left.get() > 0) {
      throw new CannotStart(
          "%d credentials are not under the key in use yet, and may be under %s: move them with credentials rewrap, or give --force."
              .formatted(left.get(), id));
    }
  }
}
