package dev.recsim.fit.recovery;

import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * An agent that is built from a log.
 *
 * @param name of the agent
 * @param slates of each user of the log; null if all slates are random
 * @param random probability that a slate is random
 */
record SlateAgent(String name, int[][] slates, double random) {

  /** Shows a slate of random documents, or that of the user. */
  void show(int user, RandomKey step, int documents, int[] slate) {
    if (random == 0 || random < 1 && step.uniform(0) >= random) {
      System.arraycopy(slates[user], 0, slate, 0, slate.length);
      return;
    }
    for (int k = 0; k < slate.length; k++) {
      slate[k] = step.below(k + 1L, documents - k);
      insert(slate, k);
    }
  }

  /** Turns the last entry, a rank among the documents that are left, into a document. */
  private static void insert(int[] slate, int last) {
    int document = slate[last];
    int[] sorted = Arrays.copyOf(slate, last);
    Arrays.sort(sorted);
    for (int each : sorted) {
      document += each <= document ? 1 : 0;
    }
    slate[last] = document;
  }
}
