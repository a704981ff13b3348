package com.stash.local.operator;

import com.stash.local.cloud.LocalCloud;
import com.stash.store.Backend;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What one command of an operator works on.
 *
 * @param local the cloud of this machine; {@code null} on a deployed environment
 * @param folder the operator's working directory, against which paths are read
 * @param input what was given on standard input; empty unless the command reads it
 */
public record Session(Backend backend, @Nullable LocalCloud local, Path folder, String input) {
  @Override
  public String toString() {
    return "Session[" + backend.environment().name() + "]"; // the input may be a secret
  }
}
