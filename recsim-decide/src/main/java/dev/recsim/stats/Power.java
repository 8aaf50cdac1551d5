package dev.recsim.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Computes the drops that a number of seeds can detect, and the probability of undecided verdicts.
 */
public final class Power {
  /** Probability that an unchanged agent is shown to hold. */
  public static final double POWER = 0.9;

  /** Largest share of builds with an UNDECIDED unchanged agent for which no change is proposed. */
  public static final double MOST_UNDECIDED = 0.1;

  private static final int MOST_SEEDS = 100_000;

  /** Number of steps of the integral over the sample's standard deviation. */
  private static final int STEPS = 400;

  private static final int SPAN = 9;

  private Power() {}

  /**
   * The smallest margin with which an unchanged agent, trained again with other random numbers,
   * HOLDS with probability 0.9: (t(1 - alpha) + t(0.9)) sqrt(2) s / sqrt(n), n - 1 degrees of
   * freedom. With a smaller margin, harmless changes are often UNDECIDED. The sqrt(2) assumes that
   * old and new scores are independent, which is the worst case: shared seeds make differences
   * smaller.
   *
   * @param scores of the baseline, 2 or more
   */
  public static double detectableDrop(double[] scores, double alpha) {
    Estimate estimate = Estimate.of(scores);
    double t =
        MeanDifference.quantile(alpha, estimate.n() - 1)
            + MeanDifference.quantile(1 - POWER, estimate.n() - 1);
    return t * Math.sqrt(2) * estimate.standardError();
  }

  /**
   * The smallest n with n >= (t(1 - alpha; n - 1) + t(0.9; n - 1))^2 s^2 / margin^2.
   *
   * @param standardDeviation s of the differences
   * @return 0 if no number up to 100,000 suffices
   */
  public static int seedsToDecide(double standardDeviation, double margin, double alpha) {
    if (!(margin > 0)) {
      return 0;
    }
    double ratio = standardDeviation / margin;
    return fewest(n -> enough(n, ratio, alpha));
  }

  /**
   * The fewest pairs whose t interval has this half-width, if their deviation stays as observed:
   * the smallest n with t(1 - alpha; n - 1) s / sqrt(n) at most the half-width.
   *
   * @param standardDeviation s of one pair
   * @param alpha of one side
   * @return 0 if no number up to 100,000 suffices
   */
  public static int pairsFor(double standardDeviation, double halfWidth, double alpha) {
    return fewest(
        n -> MeanDifference.quantile(alpha, n - 1) * standardDeviation / Math.sqrt(n) <= halfWidth);
  }

  /**
   * How many times as many observations decide with probability 0.9, if a value is as far from its
   * threshold as it seems: (z(1 - alpha) + z(0.9))^2 s^2 / (n distance^2).
   *
   * @param reach from the value to its bound at alpha, on the side of the threshold
   * @param distance from the value to the threshold
   */
  public static double timesToDecide(double reach, double distance, double alpha) {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double power = normal.inverseSurvivalProbability(1 - POWER);
    double needed = reach * (1 + power / normal.inverseSurvivalProbability(alpha)) / distance;
    return needed * needed;
  }

  /** The smallest n from 2 to 100,000 that suffices, if all larger ones do too; 0 for none. */
  private static int fewest(IntPredicate suffices) {
    int low = 2;
    int high = MOST_SEEDS;
    if (!suffices.test(high)) {
      return 0;
    }
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (suffices.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * Probability that an agent that is as good as its baseline, but trained with other random
   * numbers, is UNDECIDED: 1 - P(T > t(1 - alpha; n - 1)), where T has the noncentral t
   * distribution with n - 1 degrees of freedom and noncentrality margin sqrt(n) / (sqrt(2) s).
   * Rounded to 3 digits. The small probability of REGRESSED is included.
   *
   * @param scores of the baseline, 2 or more; s is their standard deviation
   * @param seeds n, of the run and of the baseline
   */
  public static double undecidedChance(double[] scores, double margin, double alpha, int seeds) {
    return undecided(margin / difference(scores), alpha, seeds);
  }

  /**
   * An upper bound of the probability that any of several samples is UNDECIDED: the sum of {@link
   * #undecidedChance}, at most 1. Samples of one run depend on each other, so the probability
   * itself is unknown.
   */
  public static double undecidedChance(List<Sample> samples, double alpha, int seeds) {
    double sum = 0;
    for (Sample sample : samples) {
      sum += undecided(sample.ratio(), alpha, seeds);
    }
    return Math.min(1, sum);
  }

  /**
   * Values of a baseline by seed, 2 or more, with the margin in their units.
   *
   * @param values of all seeds
   * @param margin 0 or more
   */
  public record Sample(double[] values, double margin) {
    double ratio() {
      return margin / difference(values);
    }
  }

  /**
   * The fewest seeds with which {@link #undecidedChance} is at most {@link #MOST_UNDECIDED}.
   *
   * @return 0 if no number up to 100,000 suffices
   */
  public static int seedsToHold(double[] scores, double margin, double alpha) {
    return seedsToHold(List.of(new Sample(scores, margin)), alpha);
  }

  /**
   * The fewest seeds with which the chance that any of these samples is UNDECIDED is at most {@link
   * #MOST_UNDECIDED}.
   *
   * @return 0 if no number up to 100,000 suffices
   */
  public static int seedsToHold(List<Sample> samples, double alpha) {
    return fewest(n -> undecidedChance(samples, alpha, n) <= MOST_UNDECIDED);
  }

  /** The smallest margin with which {@link #undecidedChance} is at most {@link #MOST_UNDECIDED}. */
  public static double marginToHold(double[] scores, double alpha, int seeds) {
    return marginToHold(scores, alpha, seeds, MOST_UNDECIDED);
  }

  /** The smallest margin with which {@link #undecidedChance} is at most this. */
  public static double marginToHold(double[] scores, double alpha, int seeds, double most) {
    double low = 0;
    double high = 1;
    while (undecided(high, alpha, seeds) > most) {
      high *= 2;
    }
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      if (undecided(middle, alpha, seeds) > most) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high * difference(scores);
  }

  /** Standard deviation of the difference of two independent runs, for one seed. */
  private static double difference(double[] scores) {
    return Math.sqrt(2) * Estimate.of(scores).standardDeviation();
  }

  /**
   * The mean of 1 - Phi(ratio sqrt(n) - t u) over u, the sample's deviation divided by the true
   * one, whose density is proportional to u^(k - 1) exp(-k u^2 / 2) with k = n - 1.
   *
   * @param ratio margin divided by the deviation of a difference; NaN for 0 / 0
   */
  private static double undecided(double ratio, double alpha, int n) {
    if (!(ratio < Double.POSITIVE_INFINITY)) {
      return 0;
    }
    int k = n - 1;
    double t = MeanDifference.quantile(alpha, k);
    double low = Math.max(0, 1 - SPAN / Math.sqrt(k));
    double step = (1 + SPAN / Math.sqrt(k) - low) / STEPS;
    double mass = 0;
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      double u = low + (i + 0.5) * step;
      double density = StrictMath.exp((k - 1) * StrictMath.log(u) - k * (u * u - 1) / 2);
      mass += density;
      sum += density * Normal.above(ratio * Math.sqrt(n) - t * u);
    }
    return new BigDecimal(sum / mass).setScale(3, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static boolean enough(int n, double ratio, double alpha) {
    double t = MeanDifference.quantile(alpha, n - 1) + MeanDifference.quantile(1 - POWER, n - 1);
    return n >= t * t * ratio * ratio;
  }
}
