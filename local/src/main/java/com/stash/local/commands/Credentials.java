package com.stash.local.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stash credentials}. */
@Command(
    name = "credentials",
    mixinStandardHelpOptions = true,
    description = "The system's credentials, and the KMS key of all credentials.",
    subcommands = {
      CredentialsCreate.class,
      CredentialsList.class,
      CredentialsShow.class,
      CredentialsUses.class,
      CredentialsShare.class,
      CredentialsRotate.class,
      CredentialsPromote.class,
      CredentialsRollback.class,
      CredentialsDisable.class,
      CredentialsEnable.class,
      CredentialsExpire.class,
      CredentialsDelete.class,
      CredentialsRewrap.class
    })
public final class Credentials implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with credentials.");
  }
}
