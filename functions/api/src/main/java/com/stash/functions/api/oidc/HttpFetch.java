package com.stash.functions.api.oidc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Gets documents by HTTP: at most 256 KiB in at most five seconds, and no redirect is followed. */
public final class HttpFetch implements Fetch {
  private static final int MOST_BYTES = 256 << 10;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final int STEP = 2_000;

  private final Clock clock;

  public HttpFetch(Clock clock) {
    this.clock = clock;
  }

  @Override
  public byte[] get(URI uri) throws IOException {
    var until = clock.instant().plus(LONGEST);
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    try {
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(STEP);
      connection.setReadTimeout(STEP);
      connection.setUseCaches(false);
      connection.setRequestProperty("accept", "application/json");
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("the answer was " + connection.getResponseCode());
      }
      var out = new ByteArrayOutputStream();
      var buffer = new byte[8192];
      try (var in = connection.getInputStream()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          out.write(buffer, 0, read);
          if (out.size() > MOST_BYTES || clock.instant().isAfter(until)) {
            throw new IOException("the answer is too large or too slow");
          }
        }
      }
      return out.toByteArray();
    } finally {
      connection.disconnect();
    }
  }
}
