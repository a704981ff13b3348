package com.stash.local.commands;

import com.stash.local.aws.CannotStart;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import picocli.CommandLine.Command;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.LimitExceededException;

/** {@code stash kms rotate}. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Gives the key that seals new values new material, as AWS KMS does by itself once a year.",
      "All that was sealed before still opens, and nothing has to be moved."
    })
final class KmsRotate extends OperatorCommand {
  @Override
  protected int run(Operator operator) {
    var keys = new KmsKeys(operator);
    try {
      keys.client().rotateKeyOnDemand(r -> r.keyId(keys.inUse().keyId()));
    } catch (DisabledException e) {
      throw new CannotStart(
          "The key is disabled: kms enable it, or make another with kms replace.");
    } catch (LimitExceededException e) {
      throw new CannotStart("The key was rotated 25 times: make another with kms replace.");
    }
    return keys.answer(keys.alias());
  }
}
