package dev.recsim.serve.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;

/** The requests that are being answered, and how many were. */
final class Traffic {
  private final AtomicInteger active = new AtomicInteger();
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final Consumer<String> messages;
  private volatile boolean stopping;

  /**
   * @param messages receives lines for the operator
   */
  Traffic(Consumer<String> messages) {
    this.messages = messages;
  }

  void begin(Request request) {
    active.incrementAndGet();
    Request.addCompletionListener(request, failure -> active.decrementAndGet());
  }

  void answered(int status) {
    answers.computeIfAbsent(status, it -> new LongAdder()).increment();
  }

  void failed(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    messages.accept(
        "a request failed: " + failure + (frames.length == 0 ? "" : " at " + frames[0]));
  }

  int active() {
    return active.get();
  }

  /** Number of answers by status. */
  Map<Integer, LongAdder> answers() {
    return answers;
  }

  boolean isStopping() {
    return stopping;
  }

  void stop() {
    stopping = true;
  }
}
