package com.stash.credentials;

import com.stash.kernel.Ids;
import java.util.Collection;
import java.util.Set;

/**
 * Who asks for credentials: a processor within one job.
 *
 * @param processor its slug
 * @param keys the keys that its registry entry names; it gets no others
 * @param campaign the id of the job's campaign
 * @param job the job's id
 */
public record Asker(String processor, Set<String> keys, String campaign, String job) {
  public Asker {
    keys = Set.copyOf(keys);
    Ids.requireUlid(job, "job id");
  }

  public static Asker of(String processor, Collection<String> keys, String campaign, String job) {
    return new Asker(processor, Set.copyOf(keys), campaign, job);
  }
}
