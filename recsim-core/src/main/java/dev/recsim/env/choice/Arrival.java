package dev.recsim.env.choice;

/**
 * The probability that a document is among the first n to arrive, and arrives before the choice of
 * nothing, if all arrival times are exponential.
 *
 * <p>For document i with rate r(i), it is the integral over t > 0 of r(i) exp(-(r(i) + r(none)) t)
 * times the probability that fewer than n other documents have arrived by time t. As a function of
 * log t, the integrand is analytic and falls at least exponentially on both sides, so the
 * trapezoidal rule converges geometrically (Trefethen and Weideman, "The exponentially convergent
 * trapezoidal rule", SIAM Review 2014). With the step size used here, the error is about 1e-15.
 */
final class Arrival {
  private static final double STEP = 0.25;

  /** Limits of the integral over log t: exp(-38) and exp(-exp(3.7)) are below 1e-16. */
  private static final double BEFORE = 38;

  private static final double AFTER = 3.7;

  private Arrival() {}

  /**
   * Returns the probability.
   *
   * @param rates of the documents, then of the choice of nothing; not changed
   * @param n largest number of documents that can arrive, 1 or more
   */
  static double probability(double[] rates, int document, int n) {
    double rate = rates[document];
    if (rate == 0) {
      return 0;
    }
    double leaving = rate + rates[rates.length - 1];
    double scale = -StrictMath.log(leaving);
    double sum = 0;
    int nodes = (int) ((BEFORE + AFTER) / STEP);
    for (int k = 0; k <= nodes; k++) {
      double t = StrictMath.exp(scale - BEFORE + k * STEP);
      sum += t * StrictMath.exp(-leaving * t) * fewerOthers(rates, document, n, t);
    }
    return Math.min(1, rate * STEP * sum);
  }

  /** The probability that fewer than n of the other documents have arrived by time t. */
  private static double fewerOthers(double[] rates, int document, int n, double t) {
    double[] arrived = new double[n];
    arrived[0] = 1;
    for (int j = 0; j < rates.length - 1; j++) {
      if (j != document) {
        double still = StrictMath.exp(-rates[j] * t);
        for (int m = n - 1; m > 0; m--) {
          arrived[m] = arrived[m] * still + arrived[m - 1] * (1 - still);
        }
        arrived[0] *= still;
      }
    }
    double sum = 0;
    for (double probability : arrived) {
      sum += probability;
    }
    return sum;
  }
}
