package com.stash.campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.processors.ProcessorRef;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One step of a pipeline.
 *
 * @param config for the processor; texts may hold placeholders {@code {{step.field}}}
 * @param dependsOn the steps that must be over before
 * @param when the condition under which it runs; otherwise it is skipped
 * @param timeout how long one attempt may take
 */
public record Step(
    String id,
    ProcessorRef processor,
    JsonNode config,
    List<String> dependsOn,
    @Nullable Condition when,
    OnError onError,
    Duration timeout) {
  public static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  public Step {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a step id has 1 to 40 of a-z, 0-9 and _, beginning with a letter");
    }
    if (timeout.compareTo(Duration.ofSeconds(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("a step's timeoutSeconds is 1 to 300");
    }
    dependsOn = List.copyOf(dependsOn);
  }

  /** What a failure of the step means for the job. */
  public enum OnError {
    /** The job fails. */
    FAIL,
    /** The job goes on without the step's output. */
    SKIP,
    /** The job goes on so, and a person is to look at what it makes. */
    REVIEW;

    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static OnError parse(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }
}
