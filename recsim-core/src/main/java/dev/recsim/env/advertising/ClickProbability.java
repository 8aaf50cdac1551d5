package dev.recsim.env.advertising;

/**
 * The probability of a click on an advertisement whose match with the user is x: ff(x) = s(5 s(2
 * s(0.3 x) - 2) - 6) with the logistic function s. It rises from 0.5 % for the worst match to 2.6 %
 * for the best, which is realistic for click rates (RecoGym, Rohde et al., arXiv 1808.00720).
 */
final class ClickProbability {
  private ClickProbability() {}

  static double of(double match) {
    return logistic(5 * logistic(2 * logistic(0.3 * match) - 2) - 6);
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
