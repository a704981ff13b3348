package com.stash.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a function at once and then at a fixed interval, with EventBridge's scheduled event. */
public final class ScheduledEventSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledEventSource.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LocalFunction function;
  private final Duration interval;
  private final Clock clock;
  private final Loop loop;
  private volatile boolean idle;

  public ScheduledEventSource(LocalFunction function, Duration interval, Clock clock) {
    this.function = function;
    this.interval = interval;
    this.clock = clock;
    this.loop = new Loop("schedule-" + function.name(), this::step);
  }

  public void start() {
    loop.start();
  }

  private void step() {
    idle = false;
    try {
      function.invoke(event());
    } catch (FunctionFailed e) {
      LOG.warn("a scheduled call failed, the next one is in {}", interval, e);
    }
    idle = true;
    loop.pause(interval);
  }

  private byte[] event() {
    var json =
        JSON.createObjectNode()
            .put("version", "0")
            .put("id", UUID.randomUUID().toString())
            .put("detail-type", "Scheduled Event")
            .put("source", "aws.events")
            .put("account", "000000000000")
            .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", "us-east-1");
    json.putArray("resources").add("arn:aws:events:us-east-1:000000000000:rule/" + function.name());
    json.putObject("detail");
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says whether the function was called and is not running now. */
  public boolean idle() {
    return idle;
  }

  /** Stops after the call in hand. */
  @Override
  public void close() {
    loop.close();
  }
}
