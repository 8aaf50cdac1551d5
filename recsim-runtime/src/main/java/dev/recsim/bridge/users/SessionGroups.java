package dev.recsim.bridge.users;

import dev.recsim.io.ExternalFailure;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The processes of an environment, one for each thread that plays its sessions. The process of a
 * thread that has ended is given to another one.
 */
final class SessionGroups implements Runnable {
  private final ProcessEnvironmentOptions options;
  private final Path folder;
  private final UsersProcess first;
  private final StepLayout layout;
  private final int together;
  private final Map<Thread, SessionGroup> byThread = new HashMap<>();
  private final Deque<SessionGroup> idle = new ArrayDeque<>();

  /**
   * @param first the process that described the environment
   */
  SessionGroups(
      ProcessEnvironmentOptions options,
      Path folder,
      UsersProcess first,
      StepLayout layout,
      int together) {
    this.options = options;
    this.folder = folder;
    this.first = first;
    this.layout = layout;
    this.together = together;
    idle.add(new SessionGroup(first, layout, together));
  }

  /**
   * The group of the calling thread.
   *
   * @throws ExternalFailure if the program cannot be started
   */
  synchronized SessionGroup here() {
    Thread thread = Thread.currentThread();
    SessionGroup own = byThread.get(thread);
    if (own == null || own.process().hasFailed()) {
      own = unused();
      own = own == null ? new SessionGroup(started(), layout, together) : own;
      byThread.put(thread, own);
    }
    return own;
  }

  private SessionGroup unused() {
    for (Iterator<Thread> threads = byThread.keySet().iterator(); threads.hasNext(); ) {
      Thread thread = threads.next();
      if (!thread.isAlive()) {
        idle.add(byThread.get(thread));
        threads.remove();
      }
    }
    idle.removeIf(it -> it.process().hasFailed());
    return idle.poll();
  }

  private UsersProcess started() {
    UsersProcess process = new UsersProcess(options, folder);
    if (!process.isLike(first)) {
      throw process.wrong("another introduction than when it was started before");
    }
    return process;
  }

  /** Ends all processes. */
  @Override
  public synchronized void run() {
    byThread.values().forEach(it -> it.process().close());
    idle.forEach(it -> it.process().close());
    byThread.clear();
    idle.clear();
  }
}
