package dev.recsim.benchmarks.serving;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at fixed times, whether earlier ones are answered or not: a slow answer delays no
 * later time. A latency begins at the time at which its request should have been sent, so requests
 * that wait for a connection count with their wait.
 *
 * @param port of the server
 * @param requests bodies, sent in turn
 * @param rate requests a second
 * @param connections number of connections
 */
record OpenLoop(int port, List<byte[]> requests, double rate, int connections) {
  private static final String LENGTH = "content-length:";

  /**
   * What came of the requests.
   *
   * @param latencies in nanoseconds, ascending
   * @param errors requests without an answer of status 200
   */
  record Outcome(long[] latencies, int errors) {
    /** Milliseconds that this share of the requests took at most. */
    double quantile(double share) {
      int last = latencies.length - 1;
      return last < 0 ? Double.NaN : latencies[(int) Math.ceil(share * last)] / 1e6;
    }
  }

  /** Sends for a time. */
  Outcome run(double seconds) throws InterruptedException {
    int number = (int) (rate * seconds);
    long[] latencies = new long[number];
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime() + 50_000_000;
    List<Thread> threads = new ArrayList<>();
    for (int c = 0; c < connections; c++) {
      Thread thread = new Thread(() -> send(start, number, next, latencies));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long[] answered = Arrays.stream(latencies).filter(it -> it > 0).sorted().toArray();
    return new Outcome(answered, number - answered.length);
  }

  private void send(long start, int number, AtomicInteger next, long[] latencies) {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
      int i = next.getAndIncrement();
      while (i < number) {
        long due = start + (long) (i * 1e9 / rate);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
          LockSupport.parkNanos(wait);
        }
        out.write(requests.get(i % requests.size()));
        if (succeeds(in)) {
          latencies[i] = System.nanoTime() - due;
        }
        i = next.getAndIncrement();
      }
    } catch (IOException e) {
      // Its requests have no latency.
    }
  }

  /** Reads an answer; returns whether its status is 200. */
  private static boolean succeeds(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
    return status.contains(" 200 ");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection ended");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
