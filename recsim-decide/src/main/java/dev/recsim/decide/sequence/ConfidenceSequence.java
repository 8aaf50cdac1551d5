package dev.recsim.decide.sequence;

import java.util.Arrays;
import java.util.List;

/**
 * Bounds of a gain at each look, which hold at all looks together: the true gain is ever below a
 * lower bound with a chance of at most alpha, and ever above an upper one with a chance of at most
 * alpha.
 */
public interface ConfidenceSequence {
  /** Whether each look counts. */
  List<TestLook.Counting> counting();

  /** The estimated gain at each look; NaN where a look does not count. */
  double[] gains();

  /** The lower bounds; NaN where a look does not count. */
  double[] lower(double alpha);

  /** The upper bounds; NaN where a look does not count. */
  double[] upper(double alpha);

  /** Which value a bound is compared with and how it is shown. */
  EffectScale scale();

  /** Whether more of the metric is better. */
  boolean higherIsBetter();

  /** Looks that all count. */
  static List<TestLook.Counting> all(int looks) {
    TestLook.Counting[] all = new TestLook.Counting[looks];
    Arrays.fill(all, TestLook.Counting.COUNTS);
    return List.of(all);
  }
}
