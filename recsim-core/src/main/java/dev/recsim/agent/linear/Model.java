package dev.recsim.agent.linear;

import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;

/** A bandit's estimate of theta, where x' theta is the value of a document. */
interface Model {

  /** Adds the reward of a shown document. */
  void add(double[] x, double reward);

  /**
   * Returns the estimate of theta. Every entry is a float, so saved weights give the same estimate.
   */
  double[] estimate();

  /**
   * Returns the optimistic or drawn value of each document.
   *
   * @param xs feature vectors, [documents][features]
   * @param key randomness of this decision
   */
  double[] indices(double[][] xs, RandomKey key);

  Weights weights();

  /**
   * Replaces the model by saved weights.
   *
   * @throws IllegalArgumentException if a tensor is missing or has another shape
   */
  void load(Weights weights);
}
