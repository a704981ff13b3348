package com.stash.local.store;

import com.stash.kernel.Json;
import com.stash.processors.Processor;
import com.stash.processors.ProcessorRef;
import com.stash.processors.Result;
import com.stash.processors.Task;

/** Processors written for one case, under the names of built-in ones. */
final class Machines {
  private Machines() {}

  /** The work of one step. */
  interface Work {
    Result run(Task task) throws InterruptedException;
  }

  static Processor named(String ref, Work work) {
    var parsed = ProcessorRef.parse(ref);
    return new Processor() {
      @Override
      public ProcessorRef ref() {
        return parsed;
      }

      @Override
      public Result run(Task task) throws InterruptedException {
        return work.run(task);
      }
    };
  }

  static Result done(String text) {
    return new Result.Done(Json.object().put("text", text).put("characters", text.length()), 3);
  }
}
