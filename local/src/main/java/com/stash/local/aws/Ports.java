package com.stash.local.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.function.IntFunction;

/** Ports on the loopback address, checked or found before a service is started on them. */
final class Ports {
  static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final int TRIES = 5;

  private Ports() {}

  /**
   * Starts a service on the wanted port, or on some free one when 0 is wanted: on another, when
   * somebody takes that before the service does.
   */
  static <S> S serve(int wanted, String service, IntFunction<S> start) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start.apply(free(wanted, service));
      } catch (CannotStart e) {
        if (wanted != 0 || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Returns the wanted port if it is free, or some free port when 0 is wanted. */
  private static int free(int wanted, String service) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CannotStart(
          "Port %d for %s is in use: stop the program that holds it or choose another with --%s-port."
              .formatted(wanted, service, service.toLowerCase(Locale.ROOT)),
          e);
    }
  }
}
