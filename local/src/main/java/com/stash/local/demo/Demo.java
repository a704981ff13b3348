package com.stash.local.demo;

import com.stash.local.cloud.LocalCloud;
import com.stash.local.demo.Sample.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Sends all samples, watches what becomes of them, and tells whether it is what was expected. */
public final class Demo {
  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final Duration LOOK = Duration.ofMillis(150);

  private final LocalCloud cloud;
  private final Screen screen;
  private final boolean canReadScans;

  public Demo(LocalCloud cloud, Screen screen) {
    this.cloud = cloud;
    this.screen = screen;
    this.canReadScans = LocalCloud.tesseract().isPresent();
  }

  /** Runs the demo and returns whether every expected outcome happened. */
  public boolean run() {
    var senders = new DemoTenants(cloud).ensure().stream().map(t -> new Sender(cloud, t)).toList();
    senders.forEach(Sender::prepare);
    senders.forEach(sender -> screen.line(sender.greeting()));
    var began = cloud.backend().clock().instant();
    var run = "run-" + UUID.randomUUID().toString().substring(0, 8);
    var sent = new ArrayList<Sent>();
    for (var sample : Sample.all(canReadScans)) {
      if (sample.file().endsWith("-copy.pdf")) {
        waitFor(sent, sent.getFirst());
      }
      sent.add(sender(senders, sample).send(sample, run));
      look(senders, sent);
    }
    var done = waitForAll(senders, sent, began);
    screen.progress(sent, true);
    var took = Duration.between(began, cloud.backend().clock().instant());
    var report = new Report(screen);
    senders.forEach(sender -> report.tenant(sender, sent));
    return report.verdict(sent, senders, took, done, canReadScans);
  }

  private boolean waitForAll(List<Sender> senders, List<Sent> sent, Instant began) {
    while (sent.stream().anyMatch(one -> !one.isOver()) || !cloud.idle()) {
      if (cloud.backend().clock().instant().isAfter(began.plus(LONGEST))) {
        return false;
      }
      look(senders, sent);
      LockSupport.parkNanos(LOOK.toNanos());
    }
    look(senders, sent);
    return true;
  }

  /** Waits until the first of two equal files has come, so that the second is the duplicate. */
  private void waitFor(List<Sent> sent, Sent first) {
    var until = cloud.backend().clock().instant().plus(LONGEST);
    while (first.state().equals("awaiting_upload")
        && cloud.backend().clock().instant().isBefore(until)) {
      first.look();
      screen.progress(sent, false);
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private void look(List<Sender> senders, List<Sent> sent) {
    senders.forEach(sender -> sender.findDropped(sent));
    sent.forEach(Sent::look);
    screen.progress(sent, false);
  }

  private static Sender sender(List<Sender> senders, Sample sample) {
    return senders.stream()
        .filter(sender -> sender.slug().equals(sample.tenant()))
        .findFirst()
        .orElseThrow();
  }

  /** Returns how many samples were sent one way. */
  static long count(List<Sent> sent, Way way) {
    return sent.stream().filter(one -> one.sample().way() == way).count();
  }
}
