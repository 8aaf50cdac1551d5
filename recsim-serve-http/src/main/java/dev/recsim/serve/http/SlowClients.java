package dev.recsim.serve.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose handshake, request or answer takes too long, however steadily bytes
 * come. Jetty's idle timeout closes those that are silent; while others wait for a place, they end
 * after a second.
 */
final class SlowClients extends AbstractLifeCycle {
  private static final long VISITS_PER_LIMIT = 10;
  private static final long SILENCE = 1_000_000_000;

  private final Connector connector;
  private final long limit;
  private final int mostConnections;
  private final Map<EndPoint, Seen> seen = new HashMap<>();
  private Scheduler.Task next;

  SlowClients(Connector connector, Duration limit, int mostConnections) {
    this.connector = connector;
    this.limit = limit.toNanos();
    this.mostConnections = mostConnections;
  }

  /**
   * A connection when an exchange began or ended.
   *
   * @param bytes that had come
   * @param time of {@link System#nanoTime}
   * @param silent time since which nothing has come
   */
  private record Seen(long requests, long answers, long bytes, long time, long silent) {
    static Seen of(EndPoint end) {
      Connection outer = end.getConnection();
      Connection inner =
          outer instanceof SslConnection tls ? tls.getSslEndPoint().getConnection() : outer;
      boolean open = inner != null;
      long now = System.nanoTime();
      return new Seen(
          open ? inner.getMessagesIn() : 0,
          open ? inner.getMessagesOut() : 0,
          outer == null ? 0 : outer.getBytesIn(),
          now,
          now);
    }

    Seen silentSince(Seen earlier) {
      return new Seen(requests, answers, bytes, time, earlier.silent);
    }

    boolean isSameExchange(Seen later) {
      return requests == later.requests && answers == later.answers;
    }

    /** Whether an exchange has begun and not ended. */
    boolean isBusy(Seen later) {
      return later.bytes > bytes || later.requests > later.answers;
    }
  }

  @Override
  protected void doStart() {
    plan();
  }

  @Override
  protected void doStop() {
    next.cancel();
  }

  private void plan() {
    next =
        connector
            .getScheduler()
            .schedule(this::visit, limit / VISITS_PER_LIMIT, TimeUnit.NANOSECONDS);
  }

  private void visit() {
    try {
      seen.keySet().retainAll(connector.getConnectedEndPoints());
      for (EndPoint end : connector.getConnectedEndPoints()) {
        visit(end);
      }
    } finally {
      if (isRunning()) {
        plan();
      }
    }
  }

  private void visit(EndPoint end) {
    Seen now = Seen.of(end);
    Seen before = seen.get(end);
    if (before == null) {
      seen.put(end, now.requests == 0 ? new Seen(0, now.answers, 0, now.time, now.time) : now);
    } else if (!before.isSameExchange(now)) {
      seen.put(end, now);
    } else if (before.isBusy(now)) {
      closeIf(now.time - before.time > limit, end);
    } else {
      seen.put(end, now.silentSince(before));
      boolean crowded = connector.getConnectedEndPoints().size() >= mostConnections;
      closeIf(crowded && now.time - before.silent > SILENCE, end);
    }
  }

  private static void closeIf(boolean condition, EndPoint end) {
    if (condition) {
      end.close();
    }
  }
}
