package dev.recsim.agent;

import dev.recsim.api.Slate;

/** Slates of the candidates with the largest scores. */
public final class Ranking {
  private Ranking() {}

  /**
   * Returns the k candidates with the largest scores, best first; the lowest index first if scores
   * are equal.
   *
   * @param scores by candidate; none is NaN
   * @param k at most the number of candidates
   */
  public static Slate top(double[] scores, int k) {
    int[] best = new int[k];
    int size = 0;
    for (int i = 0; i < scores.length; i++) {
      if (size == k && !(scores[i] > scores[best[k - 1]])) {
        continue;
      }
      int at = size < k ? size++ : k - 1;
      while (at > 0 && scores[i] > scores[best[at - 1]]) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = i;
    }
    return Slate.of(best);
  }
}
