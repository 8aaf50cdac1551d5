package dev.recsim.decide;

import dev.recsim.decide.sequence.AnyTime;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Whether the arms have the shares of units that were declared. */
public final class SampleRatio {
  /** Level of both tests. */
  public static final double ALPHA = 0.001;

  private SampleRatio() {}

  /**
   * Logarithm of the evidence against the shares, which may be looked at at any time: with sound
   * assignments it ever reaches ln(1000) with a chance of at most 0.001 (M. Lindon, A. Malek, arXiv
   * 2011.03567).
   *
   * @param counts units of each arm
   * @param shares declared, with sum 1
   * @param planned units of the whole test
   * @return a natural logarithm; it may rise and fall
   */
  public static double logEvidence(long[] counts, double[] shares, double planned) {
    double concentration = planned / AnyTime.tuning(ALPHA / 2);
    long n = 0;
    double sum = 0;
    for (int arm = 0; arm < counts.length; arm++) {
      double prior = concentration * shares[arm];
      n += counts[arm];
      sum +=
          LogGamma.value(prior + counts[arm])
              - LogGamma.value(prior)
              - counts[arm] * StrictMath.log(shares[arm]);
    }
    return LogGamma.value(concentration) - LogGamma.value(concentration + n) + sum;
  }

  /**
   * Whether the evidence is enough to refuse a test.
   *
   * @param logEvidence of {@link #logEvidence}, at any look
   * @return whether it is at least ln(1000)
   */
  public static boolean refused(double logEvidence) {
    return logEvidence >= -StrictMath.log(ALPHA);
  }

  /**
   * The p-value of the chi-square test, for a test that is looked at once.
   *
   * @param counts units of each arm
   * @param shares declared, with sum 1
   * @return chance of counts at least as far from the shares
   */
  public static double pValue(long[] counts, double[] shares) {
    long n = 0;
    for (long count : counts) {
      n += count;
    }
    double sum = 0;
    for (int arm = 0; arm < counts.length; arm++) {
      double expected = n * shares[arm];
      sum += (counts[arm] - expected) * (counts[arm] - expected) / expected;
    }
    return ChiSquaredDistribution.of(counts.length - 1).survivalProbability(sum);
  }
}
