package dev.recsim.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Tests several hypotheses so that a true one is rejected with probability of at most alpha (S.
 * Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
 * Statistics 6, 1979).
 */
public final class Holm {
  private Holm() {}

  /**
   * Whether each hypothesis is rejected.
   *
   * @param pValues one of each
   * @param alpha error rate of all together
   */
  public static boolean[] rejected(double[] pValues, double alpha) {
    Integer[] order = new Integer[pValues.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
    boolean[] rejected = new boolean[pValues.length];
    for (int rank = 0; rank < order.length; rank++) {
      if (!(pValues[order[rank]] * (order.length - rank) <= alpha)) {
        break;
      }
      rejected[order[rank]] = true;
    }
    return rejected;
  }
}
