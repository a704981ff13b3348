package com.stash.functions.api.oidc;

import java.io.IOException;
import java.net.URI;

/** Gets small documents from the network. */
@FunctionalInterface
public interface Fetch {
  /** Returns the body of a 200; everything else is an {@link IOException}. */
  byte[] get(URI uri) throws IOException;
}
