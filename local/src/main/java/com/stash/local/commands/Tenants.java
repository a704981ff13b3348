package com.stash.local.commands;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code stash tenants}. */
@Command(
    name = "tenants",
    mixinStandardHelpOptions = true,
    description = "Creates, lists and changes tenants, and runs commands for each.",
    subcommands = {
      TenantsCreate.class,
      TenantsList.class,
      TenantsShow.class,
      TenantsSuspend.class,
      TenantsResume.class,
      TenantsMaintenance.class,
      TenantsOffboard.class,
      TenantsExport.class,
      TenantsErase.class,
      TenantsMigrate.class,
      TenantsSeed.class,
      TenantsRun.class
    })
public final class Tenants implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do with tenants.");
  }
}
