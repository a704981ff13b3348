package com.stash.local.commands;

import com.stash.credentials.Credential;
import com.stash.kernel.Outcome;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.store.CredentialStores;
import com.stash.tenancy.TenantScope;
import picocli.CommandLine.Parameters;

/** A command that changes one credential of the system and prints what became of it. */
abstract class SystemCredentialChange extends OperatorCommand {
  @Parameters(paramLabel = "KEY", description = "Its key, for example openai.api_key.")
  private String key = "";

  @Override
  protected final int run(Operator operator) {
    var system = new SystemCredentials(operator);
    return system.answer(change(operator.stores().credentials(), system.scope(), system.find(key)));
  }

  abstract Outcome<Credential> change(
      CredentialStores credentials, TenantScope scope, Credential there);
}
