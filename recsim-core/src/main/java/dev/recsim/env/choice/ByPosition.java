package dev.recsim.env.choice;

import java.util.List;

/**
 * A probability for each position: listed for the first positions; for each further position, the
 * previous one times a factor.
 *
 * @param listed probabilities of the first positions; at least one
 * @param decay the factor, in [0, 1]
 */
record ByPosition(List<Double> listed, double decay) {

  /**
   * Returns the probability of a position.
   *
   * @param before the probability of the previous position; ignored at position 0
   */
  double at(int position, double before) {
    return position < listed.size() ? listed.get(position) : before * decay;
  }

  /** Returns the probabilities of the first positions. */
  double[] first(int positions) {
    double[] probabilities = new double[positions];
    double before = 1;
    for (int i = 0; i < positions; i++) {
      before = at(i, before);
      probabilities[i] = before;
    }
    return probabilities;
  }
}
