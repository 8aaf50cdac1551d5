package dev.recsim.env.choice;

import java.util.List;

/**
 * A probability for each position: listed for the first positions; for each further position, the
 * previous one times a factor.
 *
 * @param first probabilities of the first positions; at least one
 * @param decay the factor, in [0, 1]
 */
record ByPosition(List<Double> first, double decay) {

  /**
   * Returns the probability of a position.
   *
   * @param before the probability of the previous position; ignored at position 0
   */
  double at(int position, double before) {
    return position < first.size() ? first.get(position) : before * decay;
  }
}
