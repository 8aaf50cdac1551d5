package dev.recsim.api.compose;

/**
 * Draws at most one click by Luce's rule: position i is clicked with probability w(i) / (w(none) +
 * the sum of w over the slate). The weight of a document is a function of its own score. For these
 * users, agents can compute the best slate exactly.
 */
public interface LuceChoice extends ChoiceModel {

  /**
   * {@return the weight of a document with this score, 0 or more}
   *
   * @param score of the document, from {@link User#score}
   * @throws IllegalArgumentException if the model does not allow the score
   */
  double weight(double score);

  /** {@return the weight of clicking nothing, 0 or more} */
  double noClickWeight();

  @Override
  default double[] probabilities(double[] scores) {
    double[] probabilities = new double[scores.length + 1];
    double sum = noClickWeight();
    probabilities[scores.length] = sum;
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = weight(scores[i]);
      sum += probabilities[i];
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = sum == 0 ? (i == scores.length ? 1 : 0) : probabilities[i] / sum;
    }
    return probabilities;
  }
}
