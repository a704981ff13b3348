package com.stash.local.aws;

import java.net.URI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.server.DynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * The HTTP endpoint of DynamoDB Local. It builds its own Jetty server, because the engine's binds
 * every network interface.
 */
record DynamoDbEndpoint(URI uri, Server server) implements AutoCloseable {

  static DynamoDbEndpoint start(DynamoDBRequestHandler engine, int wantedPort) {
    return Ports.serve(wantedPort, "DynamoDB", port -> on(engine, port));
  }

  private static DynamoDbEndpoint on(DynamoDBRequestHandler engine, int port) {
    var server = new Server();
    var connector = new ServerConnector(server, 1, 1);
    connector.setHost(Ports.HOST);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new LocalDynamoDBServerHandler(engine, "*"));
    try {
      server.start();
    } catch (Exception e) {
      throw new CannotStart(
          "DynamoDB's endpoint does not start on port %d: choose another port.".formatted(port), e);
    }
    return new DynamoDbEndpoint(URI.create("http://" + Ports.HOST + ":" + port), server);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB's endpoint does not stop", e);
    }
  }
}
