package com.stash.functions.api;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stash.kernel.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.crac.Context;
import org.crac.Resource;

/**
 * A function that answers one whole request before SnapStart takes its snapshot. What the first
 * request would have to load is then loaded, as most of a cold start is the loading of classes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">runtime
 *     hooks of SnapStart</a>
 */
public interface Rehearsing extends RequestStreamHandler, Resource {
  /** Returns a request, as API Gateway hands it over, that writes nothing and finds nothing. */
  ObjectNode rehearsal();

  @Override
  default void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
    var request = new ByteArrayInputStream(Json.bytes(rehearsal()));
    handleRequest(request, OutputStream.nullOutputStream(), null);
  }

  @Override
  default void afterRestore(Context<? extends Resource> context) {
    // Connections that ended in the meantime are made anew by their first use.
  }
}
