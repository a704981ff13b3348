package com.stash.local.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stash users}. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description = "Lets people of a tenant sign in to this machine.",
    subcommands = UsersToken.class)
public final class Users implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with users.");
  }
}
