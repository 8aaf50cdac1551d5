package dev.recsim.env.advertising;

/**
 * How likely an advertisement is clicked whose match with the user is x: ff(x) = s(5 s(2 s(0.3 x) -
 * 2) - 6) with the logistic function s. Rises from 0.5 % for the worst match to 2.6 % for the best,
 * as click rates do (RecoGym, Rohde et al., arXiv 1808.00720).
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
