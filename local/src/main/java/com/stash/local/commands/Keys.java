package com.stash.local.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stash keys}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Creates and revokes a tenant's API keys.",
    subcommands = {KeysCreate.class, KeysRevoke.class})
public final class Keys implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with keys.");
  }
}
