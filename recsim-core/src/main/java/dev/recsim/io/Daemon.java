package dev.recsim.io;

/** Threads that do not keep the JVM running. */
public final class Daemon {
  private Daemon() {}

  /** Starts a thread. */
  public static Thread start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
