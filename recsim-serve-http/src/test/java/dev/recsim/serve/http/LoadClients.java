package dev.recsim.serve.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that send one request after the other, each on a connection of its own. */
final class LoadClients implements AutoCloseable {
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong answers = new AtomicLong();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  LoadClients(int port, int clients) {
    for (int i = 0; i < clients; i++) {
      int number = i;
      Thread thread = new Thread(() -> send(port, number), "client-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  private void send(int port, int number) {
    try (RawClient client = new RawClient(port)) {
      for (int i = 0; !stopped; i++) {
        String unit = "u-%s-%s".formatted(number, i);
        RawClient.Reply reply =
            client.send(RawClient.post("/rank", ServedAgents.request(unit))).reply();
        if (reply.status() != 200 || reply.body().contains("\"fallback\"")) {
          failures.add(reply.toString());
          return;
        }
        answers.incrementAndGet();
      }
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }

  /** Number of answers so far. */
  long answers() {
    return answers.get();
  }

  /** Requests that had no answer, another status than 200, or a fallback slate. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Waits until this many more answers have come, or a client has failed. */
  void await(long more) throws InterruptedException {
    long wanted = answers.get() + more;
    while (answers.get() < wanted && failures.isEmpty()) {
      Thread.sleep(1);
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
