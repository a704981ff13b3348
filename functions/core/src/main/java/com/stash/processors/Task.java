package com.stash.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.credentials.Secret;
import com.stash.kernel.Outcome;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a step is given: the document and the step's configuration, in which the runner has already
 * put the outputs of earlier steps for placeholders such as {@code {{extract.text}}}.
 *
 * @param place whose work it is
 * @param document the document's bytes and what is known of them
 * @param config the step's configuration, valid against the processor's config schema
 * @param exports where the step may put files for the tenant
 * @param secrets the credentials that the processor's registry entry names
 * @param timeout how long the step may take
 */
public record Task(
    Place place,
    SourceFile document,
    JsonNode config,
    Exports exports,
    Secrets secrets,
    Duration timeout) {

  /** The ids of what is worked on; job and step together are the same in every attempt. */
  public record Place(String campaign, String document, String job, String step) {}

  /**
   * The document's bytes on the local disk; the file is read-only and gone after the job.
   *
   * @param type the detected media type, for example {@code application/pdf}
   */
  public record SourceFile(Path path, String filename, String type, long sizeBytes) {}

  /** Opens the values of credentials. */
  public interface Secrets {
    /**
     * Opens the value of a key, or says which level stands in the way. It is wiped when the step is
     * over, if it was not closed before.
     */
    Outcome<Secret> open(String key);
  }

  /** Puts files under the tenant's prefix. */
  public interface Exports {
    /**
     * Stores bytes under a name of {@code [A-Za-z0-9._-]{1,100}} and returns the object key; the
     * same name in the same job replaces the file.
     */
    String put(String name, String contentType, byte[] bytes);
  }
}
