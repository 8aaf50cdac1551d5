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
 *   <li>FAILS: |gap| is above the tolerance, and cannot be explained by the sizes of both logs. If
 *       the fit draws its estimates towards a prior distribution, this is judged without the prior:
 *       where that is the reason of the gap, the model is not wrong but its log too short. This
 *       also goes for a log whose steps are thin.
 *   <li>UNDECIDED: otherwise.
 * </ul>
 *
 * @param tolerance largest relative gap
 * @param alpha error rate of a verdict
 */
public record GapRule(double tolerance, double alpha) {
  /** Number of sessions below which the normal approximation does not hold. */
  static final int FEWEST = 100;

  /** Share of thin steps above which a gap does not fail. */
  private static final double MOST_THIN = 0.1;

  /** Quantile of the power with which {@link #sessions} lets a gap of 0 hold: 95 % on each side. */
  private static final double POWER = 0.05;

  /** The verdict. */
  public Verdict verdict(Gap gap) {
    double size = Math.abs(gap.relative());
    if (gap.sessions() < FEWEST) {
      return Verdict.UNDECIDED;
    }
    if (bound(gap) <= tolerance) {
      return Verdict.HOLDS;
    }
    boolean fails = size > tolerance && isLarge(unshrunk(gap), gap) && !isThin(gap);
    return fails ? Verdict.FAILS : Verdict.UNDECIDED;
  }

  /** Whether the log of the fit knows too little about what the other log shows. */
  static boolean isThin(Gap gap) {
    return gap.thinSteps() > MOST_THIN;
  }

  /**
   * Whether a gap is above the tolerance and cannot be chance. The error of a ratio grows with it,
   * so few rewards would let a gap below 0 fail too often: it is judged as a logarithm.
   */
  private boolean isLarge(double relative, Gap gap) {
    double logarithm = (1 + relative) * StrictMath.log(1 + relative);
    return Math.abs(relative) > tolerance
        && Math.min(Math.abs(relative), Math.abs(logarithm)) > chance(gap);
  }

  /** The gap without the prior; 0 if it has the other sign. */
  private static double unshrunk(Gap gap) {
    double without = gap.withoutPrior() == null ? gap.relative() : gap.withoutPrior();
    return gap.relative() * without > 0 ? without : 0;
  }

  /** Whether the gap is large, but not without the prior. */
  boolean isOfPrior(Gap gap) {
    return isLarge(gap.relative(), gap) && !isLarge(unshrunk(gap), gap);
  }

  /** The upper bound of |gap|. */
  public double bound(Gap gap) {
    return Math.abs(gap.relative()) + half(gap.seLog());
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
    return new Interval(gap.relative() - half, gap.relative() + half);
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
