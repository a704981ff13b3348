package com.stash.local.aws;

import java.net.URI;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/**
 * ElasticMQ on the loopback address. Queues live in memory only: what a restart loses is sent again
 * by the sweep that finds jobs without a message.
 */
record EmbeddedSqs(URI endpoint, SQSRestServer server) implements AutoCloseable {

  static EmbeddedSqs start(int wantedPort) {
    return Ports.serve(wantedPort, "SQS", EmbeddedSqs::on);
  }

  private static EmbeddedSqs on(int port) {
    var server =
        SQSRestServerBuilder.withInterface(Ports.HOST)
            .withPort(port)
            .withServerAddress(new NodeAddress("http", Ports.HOST, port, ""))
            .withAWSRegion("us-east-1")
            .start();
    try {
      server.waitUntilStarted();
    } catch (RuntimeException e) {
      throw new CannotStart(
          "SQS does not start on port %d: choose another port.".formatted(port), e);
    }
    return new EmbeddedSqs(URI.create("http://" + Ports.HOST + ":" + port), server);
  }

  @Override
  public void close() {
    server.stopAndWait();
  }
}
