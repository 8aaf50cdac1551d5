package dev.recsim.decide.sequence;

import java.util.Arrays;
import java.util.List;

/**
 * Bounds of a gain at each look, which hold at all looks together: the true gain is ever below a
 * lower bound with a chance of at most alpha, and ever above an upper one with a chance of at most
 * alpha.
 */
public interface ConfidenceSequence {
  /**
   * Whether each look counts.
   *
   * @return one a look
   */
  List<TestLook.Counting> counting();

  /**
   * The estimated gains, on {@link #scale}.
   *
   * @return one a look; NaN where it does not count
   */
  double[] gains();

  /**
   * The lower bounds.
   *
   * @param alpha error rate of all of them together, in (0, 0.5)
   * @return one a look; NaN where it does not count
   */
  double[] lower(double alpha);

  /**
   * The upper bounds.
   *
   * @param alpha error rate of all of them together, in (0, 0.5)
   * @return one a look; NaN where it does not count
   */
  double[] upper(double alpha);

  /**
   * Which value a bound is compared with and how it is shown.
   *
   * @return logarithms of ratios, or differences
   */
  EffectScale scale();

  /**
   * Whether more of the metric is better.
   *
   * @return false for errors, refunds and the like
   */
  boolean higherIsBetter();

  /**
   * Looks that all count.
   *
   * @param looks their number
   * @return {@code COUNTS}, as many times
   */
  static List<TestLook.Counting> all(int looks) {
    TestLook.Counting[] all = new TestLook.Counting[looks];
    Arrays.fill(all, TestLook.Counting.COUNTS);
    return List.of(all);
  }
}
