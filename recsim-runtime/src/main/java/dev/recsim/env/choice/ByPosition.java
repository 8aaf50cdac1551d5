package dev.recsim.env.choice;

import java.util.List;

/**
 * A probability for each position: those of the first positions one by one, and for each further
 * position the one before it times a factor.
 *
 * @param first at least one
 * @param decay in [0, 1]
 */
record ByPosition(List<Double> first, double decay) {

  /**
   * The probability of a position.
   *
   * @param before that of the position before; of no meaning at position 0
   */
  double at(int position, double before) {
    return position < first.size() ? first.get(position) : before * decay;
  }
}
