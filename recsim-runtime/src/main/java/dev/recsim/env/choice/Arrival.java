package dev.recsim.env.choice;

/**
 * The probability that a document with an exponential time is among the first to arrive, and before
 * the choice of nothing.
 *
 * <p>For document i with rate r(i), it is the integral over t > 0 of r(i) exp(-(r(i) + r(none)) t)
 * times the probability that fewer than n others have arrived by t. In log t the integrand is
 * analytic and falls off at least exponentially on both sides, where the trapezoidal rule converges
 * geometrically (Trefethen and Weideman, "The exponentially convergent trapezoidal rule", SIAM
 * Review 2014): at this step the error is about 1e-15.
 */
final class Arrival {
  private static final double STEP = 0.25;

  /** exp(-38) and exp(-exp(3.7)) are below 1e-16. */
  private static final double BEFORE = 38;

  private static final double AFTER = 3.7;

  private Arrival() {}

  /**
   * The probability.
   *
   * @param rates of the documents and, behind them, of the choice of nothing; not written to
   * @param n how many can be among the first, 1 or more
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

  /** The probability that fewer than n of the other documents have arrived by then. */
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
