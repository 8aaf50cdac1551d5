package dev.recsim.decide.reality;

import java.util.function.LongUnaryOperator;

/**
 * How much of whether a claim holds in a world is due to one property of the worlds.
 *
 * @param share of the variance that the levels explain (eta squared), 0 to 1
 * @param p chance of a larger share if the property made no difference, by permutations
 */
public record WorldFactor(double share, double p) {
  /** Permutations of {@link #p}. */
  private static final int PERMUTATIONS = 999;

  private static final double EQUAL = 1e-12;

  /**
   * Compares the levels of a property.
   *
   * @param holds whether the claim holds in each world
   * @param levels level of each world, from 0
   * @param draws the random number of 64 bits at each index, which permutes the levels
   * @return the share and its p value
   */
  public static WorldFactor of(boolean[] holds, int[] levels, LongUnaryOperator draws) {
    double share = share(holds, levels);
    int larger = 0;
    int[] permuted = levels.clone();
    for (int i = 0; i < PERMUTATIONS; i++) {
      for (int last = permuted.length - 1; last > 0; last--) {
        long draw = draws.applyAsLong((long) i * permuted.length + last);
        int other = (int) Long.remainderUnsigned(draw, last + 1L);
        int kept = permuted[last];
        permuted[last] = permuted[other];
        permuted[other] = kept;
      }
      larger += share(holds, permuted) >= share - EQUAL ? 1 : 0;
    }
    return new WorldFactor(share, (larger + 1.0) / (PERMUTATIONS + 1));
  }

  /** Eta squared: variance between levels by the whole variance; 0 if all worlds are alike. */
  private static double share(boolean[] holds, int[] levels) {
    int most = 0;
    for (int level : levels) {
      most = Math.max(most, level + 1);
    }
    int[] worlds = new int[most];
    int[] held = new int[most];
    int all = 0;
    for (int i = 0; i < holds.length; i++) {
      worlds[levels[i]]++;
      held[levels[i]] += holds[i] ? 1 : 0;
      all += holds[i] ? 1 : 0;
    }
    double mean = (double) all / holds.length;
    double between = 0;
    for (int level = 0; level < most; level++) {
      if (worlds[level] > 0) {
        double distance = (double) held[level] / worlds[level] - mean;
        between += worlds[level] * distance * distance;
      }
    }
    double whole = holds.length * mean * (1 - mean);
    return whole > 0 ? between / whole : 0;
  }
}
