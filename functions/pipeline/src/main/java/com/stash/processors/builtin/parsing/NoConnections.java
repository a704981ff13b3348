package com.stash.processors.builtin.parsing;

import java.io.IOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** Refuses every connection: nothing a document names is ever fetched. */
final class NoConnections extends URLStreamHandler {
  @Override
  protected URLConnection openConnection(URL url) throws IOException {
    throw new IOException("a parser process opens no connections");
  }
}
