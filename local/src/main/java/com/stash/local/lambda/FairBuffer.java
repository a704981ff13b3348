package com.stash.local.lambda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Messages that wait for a worker, given out in turn between their groups. */
final class FairBuffer {
  private final Map<String, Deque<Message>> groups = new LinkedHashMap<>();
  private final int capacity;
  private int size;
  private int inHand;
  private boolean closed;

  FairBuffer(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(List<Message> messages) {
    for (var message : messages) {
      groups.computeIfAbsent(group(message), g -> new ArrayDeque<>()).add(message);
    }
    size += messages.size();
    notifyAll();
  }

  private static String group(Message message) {
    return message.attributes().getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, "");
  }

  /** Waits until there is room for more. */
  synchronized void awaitRoom() throws InterruptedException {
    while (size >= capacity && !closed) {
      wait();
    }
  }

  /** Waits for messages and takes up to a batch of them; an empty batch means closed. */
  synchronized List<Message> take(int batchSize) throws InterruptedException {
    while (size == 0 && !closed) {
      wait();
    }
    var batch = new ArrayList<Message>();
    while (!closed && size > 0 && batch.size() < batchSize) {
      var group = groups.keySet().iterator().next();
      var messages = groups.remove(group);
      if (messages != null) {
        batch.add(messages.remove());
        size--;
        if (!messages.isEmpty()) {
          groups.put(group, messages);
        }
      }
    }
    inHand += batch.size();
    notifyAll();
    return batch;
  }

  synchronized void done(int messages) {
    inHand -= messages;
  }

  synchronized boolean isEmpty() {
    return size == 0 && inHand == 0;
  }

  /** Stops giving out and returns what nobody took. */
  synchronized List<Message> close() {
    closed = true;
    notifyAll();
    var left = groups.values().stream().flatMap(Deque::stream).toList();
    groups.clear();
    size = 0;
    return left;
  }
}
