package dev.recsim.agent.linear;

import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;

/** What a bandit over features believes of theta, where x' theta says how good a document is. */
interface Model {

  /** A document with these features was shown and paid this reward. */
  void add(double[] x, double reward);

  /** The estimate of theta; every entry is a float, so that saved it is still the same. */
  double[] estimate();

  /**
   * The optimistic, or drawn, value of each document.
   *
   * @param xs features of each
   * @param key randomness of this decision
   */
  double[] indices(double[][] xs, RandomKey key);

  Weights weights();

  /**
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(Weights weights);

  static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
