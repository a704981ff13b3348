package com.stash.local.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stash kms}. */
@Command(
    name = "kms",
    mixinStandardHelpOptions = true,
    description = "This machine's KMS keys, which seal credentials. On AWS, KMS itself has them.",
    subcommands = {
      KmsList.class,
      KmsRotate.class,
      KmsReplace.class,
      KmsDisable.class,
      KmsEnable.class
    })
public final class Kms implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with KMS keys.");
  }
}
