package dev.recsim.fit.gap;

import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.stats.Interval;
import dev.recsim.stats.Normal;

/**
 * Decides whether a gap is within a tolerance.
 *
 * <ul>
 *   <li>HOLDS: the upper bound of |gap| is within the tolerance. This is a test of equivalence, and
 *       a statement about the environment as it is: the error of the fit does not count.
 *   <li>FAILS: |gap| is above the tolerance, and cannot be explained by the sizes of both logs.
 *   <li>UNDECIDED: otherwise.
 * </ul>
 *
 * @param tolerance largest relative gap
 * @param alpha error rate of a verdict
 */
public record GapRule(double tolerance, double alpha) {
  /** Number of sessions below which the normal approximation does not hold. */
  static final int FEWEST = 50;

  /** Quantile of the power with which {@link #sessions} lets a gap of 0 hold: 95 % on each side. */
  private static final double POWER = 0.05;

  /** The verdict. */
  public Verdict verdict(Gap gap) {
    double size = Math.abs(gap.gap());
    if (gap.sessions() < FEWEST) {
      return Verdict.UNDECIDED;
    }
    if (bound(gap) <= tolerance) {
      return Verdict.HOLDS;
    }
    return size > tolerance && size > chance(gap) ? Verdict.FAILS : Verdict.UNDECIDED;
  }

  /** The upper bound of |gap|. */
  public double bound(Gap gap) {
    return Math.abs(gap.gap()) + half(gap.seLog());
  }

  /** What the |gap| of a right model exceeds with probability alpha on logs of these sizes. */
  public double chance(Gap gap) {
    return Normal.exceeded(alpha / 2) * gap.error();
  }

  /** Half of the interval of a standard error, with the {@link #level}. */
  public double half(double error) {
    return Normal.exceeded(alpha) * error;
  }

  /** Level of {@link #interval}: each of its ends is exceeded with probability alpha. */
  public double level() {
    return 1 - 2 * alpha;
  }

  /** The interval of the gap of the environment as it is. */
  public Interval interval(Gap gap) {
    double half = half(gap.seLog());
    return new Interval(gap.gap() - half, gap.gap() + half);
  }

  /**
   * How many sessions a log needs, so that a gap of 0 HOLDS in 90 % of logs.
   *
   * @param error standard error of the gap with this many sessions
   */
  public long sessions(double error, long sessions) {
    double ratio = (Normal.exceeded(alpha) + Normal.exceeded(POWER)) * error / tolerance;
    return (long) Math.ceil(sessions * ratio * ratio);
  }
}
