package com.stash.local.cloud;

import static com.stash.local.Eventually.eventually;

import com.stash.local.fixtures.Needs;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/**
 * AWS's services as <a href="https://docs.getmoto.org">moto</a> makes them, in a process of its
 * own: nobody who wrote Stash had a hand in it.
 */
record Moto(Process process, URI endpoint) implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(1);

  static Moto start() throws Exception {
    Needs.program("moto_server", "pip install 'moto[server]'");
    var host = InetAddress.getLoopbackAddress().getHostAddress();
    var port = freePort();
    var process =
        new ProcessBuilder("moto_server", "-H", host, "-p", String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    var moto = new Moto(process, URI.create("http://" + host + ":" + port));
    try {
      eventually(LONGEST_START, () -> answers(host, port));
      return moto;
    } catch (Exception | AssertionError e) {
      moto.close();
      throw e;
    }
  }

  private static void answers(String host, int port) {
    try (var socket = new Socket(host, port)) {
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new AssertionError("it does not answer yet", e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
