package dev.recsim.decide.sequence;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * The gamma-exponential mixture bound of a sum of bounded values (S. Howard, A. Ramdas, J.
 * McAuliffe, J. Sekhon, Annals of Statistics 49, 2021, proposition 9).
 *
 * @param rho variance of the sum for which it is tuned, divided by {@link AnyTime#tuning}
 * @param scale largest size of one value
 */
record GammaExponential(double rho, double scale) {

  /**
   * Logarithm of the mixture for a sum with this variance; a sound sum reaches 1 / alpha rarely.
   */
  double log(double sum, double variance) {
    double squares = scale * scale;
    double k = (variance + rho) / squares;
    double r = rho / squares;
    double x = (scale * sum + variance + rho) / squares;
    double lead = r * StrictMath.log(r) - LogGamma.value(r) - logP(r, r);
    return lead
        + LogGamma.value(k)
        + logP(k, x)
        - k * StrictMath.log(x)
        + (scale * sum + variance) / squares;
  }

  /** The bound that the sum exceeds at any time with a chance of at most alpha. */
  double bound(double variance, double alpha) {
    double target = -StrictMath.log(alpha);
    double most = Math.sqrt(variance + rho) * 6 + 20 * scale;
    return Roots.falling(sum -> target - log(sum, variance), 0, most);
  }

  private static double logP(double a, double x) {
    return StrictMath.log(RegularizedGamma.P.value(a, x));
  }
}
