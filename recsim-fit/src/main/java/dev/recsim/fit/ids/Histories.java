package dev.recsim.fit.ids;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The documents of users, oldest first.
 *
 * @param documents number of documents; they are 0 .. documents - 1
 * @param first the first event of each user, and the end of the last
 * @param events the documents
 */
public record Histories(int documents, int[] first, int[] events) {

  /** Number of users. */
  public int users() {
    return first.length - 1;
  }

  /** Number of documents of a user. */
  public int length(int user) {
    return first[user + 1] - first[user];
  }

  /**
   * The same without the last documents of each user.
   *
   * @param count at most that many
   */
  public Histories without(int count) {
    int[] starts = new int[first.length];
    int[] kept = new int[events.length];
    for (int u = 0; u < users(); u++) {
      int length = Math.max(0, length(u) - count);
      System.arraycopy(events, first[u], kept, starts[u], length);
      starts[u + 1] = starts[u] + length;
    }
    return new Histories(documents, starts, Arrays.copyOf(kept, starts[users()]));
  }

  /** The users with these numbers. */
  public Histories select(int[] users) {
    int[] starts = new int[users.length + 1];
    for (int i = 0; i < users.length; i++) {
      starts[i + 1] = starts[i] + length(users[i]);
    }
    int[] selected = new int[starts[users.length]];
    for (int i = 0; i < users.length; i++) {
      System.arraycopy(events, first[users[i]], selected, starts[i], length(users[i]));
    }
    return new Histories(documents, starts, selected);
  }

  /** The users with that many documents or more. */
  public int[] atLeast(int count) {
    return IntStream.range(0, users()).filter(u -> length(u) >= count).toArray();
  }

  /** How often each document occurs. */
  public int[] counts() {
    int[] counts = new int[documents];
    for (int event : events) {
      counts[event]++;
    }
    return counts;
  }

  /** Whether a user has a document twice. */
  public boolean repeats() {
    int[] last = new int[documents];
    Arrays.fill(last, -1);
    for (int u = 0; u < users(); u++) {
      for (int i = first[u]; i < first[u + 1]; i++) {
        if (last[events[i]] == u) {
          return true;
        }
        last[events[i]] = u;
      }
    }
    return false;
  }
}
