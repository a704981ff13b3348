package com.stash.domains;

import com.stash.tenancy.HostName;
import java.util.Set;

/** Asks the DNS for TXT records. */
public interface TxtRecords {
  /**
   * Returns the texts at {@code label.host}; empty when there are none.
   *
   * @throws Unreachable when no name server answers in time
   */
  Set<String> texts(String label, HostName host);

  /** No name server answers. */
  final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unreachable(Throwable cause) {
      super("no name server answers", cause);
    }
  }
}
