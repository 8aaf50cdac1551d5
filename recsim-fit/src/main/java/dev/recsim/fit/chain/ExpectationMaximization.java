package dev.recsim.fit.chain;

import dev.recsim.random.RandomKey;

/**
 * Fits mixtures of hidden kinds. Each step sets the parameters to those of the counts, which are
 * weighted by P(kind | unit), and counts again. A unit is what has one kind, such as a session.
 */
public final class ExpectationMaximization {
  /** Probabilities below e^-40 of the largest are counted as 0. */
  private static final double NEGLIGIBLE = -40;

  /** A mixture with the counts of the next step. */
  public interface Mixture {

    /** Number of kinds. */
    int kinds();

    /** Number of distinct units. */
    int units();

    /** How often a unit occurs. */
    int count(int unit);

    /**
     * Adds a unit to the counts.
     *
     * @param shares number of its occurrences that belong to each kind
     */
    void add(int unit, double[] shares);

    /** Sets the parameters to those of the counts, and the counts to 0. */
    void maximize();

    /**
     * Writes the logarithms of the joint probabilities of a unit and each kind.
     *
     * @param joint array of one entry a kind, overwritten
     */
    void logJoint(int unit, double[] joint);
  }

  private ExpectationMaximization() {}

  /** Counts each unit as of the kinds with random weights, and sets the parameters. */
  public static void start(Mixture mixture, RandomKey key) {
    double[] shares = new double[mixture.kinds()];
    for (int i = 0; i < mixture.units(); i++) {
      RandomKey unit = key.child(i);
      double sum = 0;
      for (int c = 0; c < shares.length; c++) {
        shares[c] = unit.exponential(c, 1);
        sum += shares[c];
      }
      for (int c = 0; c < shares.length; c++) {
        shares[c] *= mixture.count(i) / sum;
      }
      mixture.add(i, shares);
    }
    mixture.maximize();
  }

  /**
   * Takes steps from the current parameters.
   *
   * @param steps largest number of them
   * @param least the smallest gain of a step in log likelihood of an observation; the fit ends
   *     below it
   * @param observations their number
   * @return the log likelihood of an observation; negative infinity without a step
   */
  public static double improve(Mixture mixture, int steps, double least, double observations) {
    double before = Double.NEGATIVE_INFINITY;
    for (int step = 0; step < steps; step++) {
      if (step > 0) {
        mixture.maximize();
      }
      double now = expect(mixture) / observations;
      if (now - before < least) {
        return now;
      }
      before = now;
    }
    return before;
  }

  /** Counts each unit by P(kind | unit), and returns the log likelihood. */
  private static double expect(Mixture mixture) {
    double likelihood = 0;
    double[] shares = new double[mixture.kinds()];
    for (int i = 0; i < mixture.units(); i++) {
      mixture.logJoint(i, shares);
      int count = mixture.count(i);
      likelihood += count * normalize(shares, count);
      mixture.add(i, shares);
    }
    return likelihood;
  }

  /**
   * Turns logarithms of joint probabilities into shares of a sum.
   *
   * @param joint overwritten by the shares
   * @param sum of the shares
   * @return the logarithm of the sum of the joint probabilities
   */
  public static double normalize(double[] joint, double sum) {
    double most = Double.NEGATIVE_INFINITY;
    for (double each : joint) {
      most = Math.max(most, each);
    }
    double all = 0;
    for (int c = 0; c < joint.length; c++) {
      double below = joint[c] - most;
      joint[c] = below < NEGLIGIBLE ? 0 : StrictMath.exp(below);
      all += joint[c];
    }
    for (int c = 0; c < joint.length; c++) {
      joint[c] *= sum / all;
    }
    return most + StrictMath.log(all);
  }
}
