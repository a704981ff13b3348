package com.stash.processors.builtin.parsing;

import static com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URL;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The child JVM's program: requests on standard input, replies on standard output, an end of input
 * is the end of the process, even in the middle of a document.
 */
public final class ParserChild {
  private static final Set<String> NETWORK = Set.of("http", "https", "ftp", "mailto");

  private ParserChild() {}

  /** Serves requests until standard input ends. */
  public static void main(String[] args) {
    var out = new FileOutputStream(FileDescriptor.out);
    System.setOut(System.err);
    URL.setURLStreamHandlerFactory(
        protocol -> NETWORK.contains(protocol) ? new NoConnections() : null);
    var requests = new ArrayBlockingQueue<byte[]>(1);
    Thread.ofPlatform().daemon().stackSize(4 << 20).start(() -> serve(requests, out));
    try (var in = new FileInputStream(FileDescriptor.in)) {
      Frames.write(out, ParserProcess.READY);
      while (true) {
        requests.put(Frames.read(in));
      }
    } catch (IOException | InterruptedException e) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void serve(ArrayBlockingQueue<byte[]> requests, FileOutputStream out) {
    var json = JsonMapper.builder().enable(USE_BIG_DECIMAL_FOR_FLOATS).build();
    try {
      while (true) {
        var request = (ObjectNode) json.readTree(requests.take());
        Frames.write(out, json.writeValueAsBytes(reply(request)));
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      Runtime.getRuntime().halt(1);
    }
  }

  private static ObjectNode reply(ObjectNode request) {
    var reply = JsonNodeFactory.instance.objectNode();
    try {
      var operation = Operation.valueOf(request.path("operation").asText());
      return reply.set("given", operation.run(request));
    } catch (Fault.Found e) {
      return reply.put("fault", e.fault().name());
    } catch (StackOverflowError | LinkageError e) {
      return reply.put("fault", Fault.DOCUMENT_TOO_COMPLEX.name());
    } catch (Exception e) {
      return reply.put("fault", Faults.of(e).name());
    }
  }
}
