package dev.recsim.io;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * What trials leave for later ones of the same run, such as processes that take long to start. Only
 * one trial uses it at a time. Thread-safe.
 */
public final class Kept {
  /** Largest number of things that wait for a trial, because each may need much memory. */
  private static final int MOST = 4;

  /** Those that wait, the last one first. */
  private static final Deque<Entry> WAITING = new ArrayDeque<>();

  private record Entry(Object definition, Closing thing) {}

  /** Something that is closed at the end of the run, without exceptions. */
  public interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  private Kept() {}

  /**
   * Takes what an earlier trial has left.
   *
   * @param definition equal to that with which it was left
   */
  public static <T extends Closing> Optional<T> take(Object definition, Class<T> type) {
    synchronized (WAITING) {
      for (Iterator<Entry> all = WAITING.iterator(); all.hasNext(); ) {
        Entry entry = all.next();
        if (entry.definition().equals(definition)) {
          all.remove();
          return Optional.of(type.cast(entry.thing()));
        }
      }
    }
    return Optional.empty();
  }

  /** Leaves something for later trials. Closes what waits longest if there is too much. */
  public static void leave(Object definition, Closing thing) {
    Entry last = null;
    synchronized (WAITING) {
      WAITING.addFirst(new Entry(definition, thing));
      if (WAITING.size() > MOST) {
        last = WAITING.removeLast();
      }
    }
    if (last != null) {
      last.thing().close();
    }
  }

  /** Closes all that waits. */
  public static void closeAll() {
    while (true) {
      Entry entry;
      synchronized (WAITING) {
        entry = WAITING.poll();
      }
      if (entry == null) {
        return;
      }
      entry.thing().close();
    }
  }
}
