package dev.recsim.bridge.users;

import dev.recsim.io.ExternalFailure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The processes of an environment, one for each thread that plays its sessions. The process of a
 * thread that has ended is given to another one.
 */
final class SessionPrograms implements Runnable {
  private final Supplier<SessionGroup> maker;
  private final Optional<UserRecord> record;
  private final Map<Thread, SessionGroup> byThread = new HashMap<>();
  private final Deque<SessionGroup> idle = new ArrayDeque<>();

  /**
   * @param maker creates a group without a process
   * @param record empty if answers are not recorded
   */
  SessionPrograms(Supplier<SessionGroup> maker, Optional<UserRecord> record) {
    this.maker = maker;
    this.record = record;
  }

  /** Keeps a group for the next thread. */
  synchronized void keep(SessionGroup group) {
    idle.add(group);
  }

  /**
   * The group of the calling thread.
   *
   * @throws ExternalFailure if the program cannot be started
   */
  synchronized SessionGroup here() {
    Thread thread = Thread.currentThread();
    SessionGroup own = byThread.get(thread);
    if (own == null || own.hasFailed()) {
      own = unused().orElseGet(maker);
      byThread.put(thread, own);
    }
    return own;
  }

  private Optional<SessionGroup> unused() {
    for (Iterator<Thread> threads = byThread.keySet().iterator(); threads.hasNext(); ) {
      Thread thread = threads.next();
      if (!thread.isAlive()) {
        idle.add(byThread.get(thread));
        threads.remove();
      }
    }
    idle.removeIf(SessionGroup::hasFailed);
    return Optional.ofNullable(idle.poll());
  }

  /** Ends all processes. */
  @Override
  public synchronized void run() {
    byThread.values().forEach(SessionPrograms::end);
    idle.forEach(SessionPrograms::end);
    byThread.clear();
    idle.clear();
    record.ifPresent(UserRecord::close);
  }

  private static void end(SessionGroup group) {
    group.process().ifPresent(UsersProcess::close);
  }
}
