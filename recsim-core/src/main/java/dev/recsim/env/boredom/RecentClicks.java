package dev.recsim.env.boredom;

import java.util.Arrays;

/** The topics of the latest clicks, oldest first, and how many clicks each topic has. */
final class RecentClicks {
  private final int window;
  private final int most;
  private final int[] counts;
  private int[] topics = new int[16];
  private int[] steps = new int[16];
  private int start;
  private int end;

  /**
   * Remembers no clicks yet.
   *
   * @param window number of steps for which a click is remembered, including its own
   * @param most largest number of clicks remembered
   */
  RecentClicks(int topics, int window, int most) {
    this.counts = new int[topics];
    this.window = window;
    this.most = most;
  }

  /** Forgets the clicks that are outside the window at this step. */
  void begin(int step) {
    while (start < end && steps[start] <= step - window) {
      forget();
    }
  }

  private void forget() {
    counts[topics[start++]]--;
  }

  /** Adds a click, and forgets the oldest one if there are too many. */
  void add(int topic, int step) {
    if (end == topics.length) {
      makeRoom();
    }
    topics[end] = topic;
    steps[end++] = step;
    counts[topic]++;
    if (end - start > most) {
      forget();
    }
  }

  private void makeRoom() {
    int kept = end - start;
    int size = 2 * kept + 16;
    topics = Arrays.copyOf(Arrays.copyOfRange(topics, start, end), size);
    steps = Arrays.copyOf(Arrays.copyOfRange(steps, start, end), size);
    start = 0;
    end = kept;
  }

  /** The number of clicks on a topic. */
  int on(int topic) {
    return counts[topic];
  }
}
