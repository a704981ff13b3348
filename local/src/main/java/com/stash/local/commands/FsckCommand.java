package com.stash.local.commands;

import com.stash.local.Stash;
import com.stash.local.cloud.LocalCloud;
import com.stash.local.fsck.Fsck;
import com.stash.local.operator.Operator;
import com.stash.local.operator.OperatorCommand;
import com.stash.store.Backend;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** {@code stash fsck}. */
@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the invariants I1 to I9 on everything stored.",
      "On this machine it finishes what was under way first; on a deployed environment what is",
      "under way just then may be named as broken: run it again.",
      "Exits 0 when all is whole, 1 when something is broken (each is named), 2 when it cannot run."
    })
public final class FsckCommand extends OperatorCommand {
  private static final Duration LOOK = Duration.ofMillis(200);

  @Option(
      names = "--settle-seconds",
      defaultValue = "120",
      description = "How long work under way may take to finish (default: ${DEFAULT-VALUE}).")
  private int settleSeconds;

  @Override
  protected int run(Operator operator) {
    var local = operator.session().local();
    if (local != null && !settles(local, operator.backend().clock())) {
      operator.err().println("stash: work is still under way; give it more --settle-seconds.");
      return Stash.COULD_NOT_RUN;
    }
    IntSupplier letters = local == null ? () -> letters(operator.backend()) : local::deadLetters;
    var report = new Fsck(operator.backend(), letters).check();
    operator.answer(report.toJson(), out -> out.println(report.toText()));
    return report.isWhole() ? Stash.DONE : Stash.BROKEN;
  }

  /** Counts what waits in the queues of what failed; who reads them is not disturbed. */
  private static int letters(Backend backend) {
    return letters(backend, "jobs-dead") + letters(backend, "failures");
  }

  private static int letters(Backend backend, String queue) {
    var waiting = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    var name = "stash-" + backend.environment().name() + "-" + queue;
    var url = backend.sqs().getQueueUrl(q -> q.queueName(name)).queueUrl();
    var counted = backend.sqs().getQueueAttributes(q -> q.queueUrl(url).attributeNames(waiting));
    return Integer.parseInt(Objects.requireNonNull(counted.attributes().get(waiting)));
  }

  /** Waits until nothing is under way, and still nothing a moment later. */
  private boolean settles(LocalCloud cloud, Clock clock) {
    var until = clock.instant().plusSeconds(settleSeconds);
    int quiet = 0;
    while (quiet < 5) {
      if (clock.instant().isAfter(until)) {
        return false;
      }
      quiet = cloud.settled() ? quiet + 1 : 0;
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }
}
