package dev.recsim.api.compose;

/**
 * Choice of at most one document by Luce's rule: position i with probability w(i) / (w(none) + the
 * sum of w over the slate), each weight a function of the document's own score. Agents can find the
 * best slate exactly for such users.
 */
public interface LuceChoice extends ChoiceModel {

  /**
   * {@return the weight of a document with this score, 0 or more}
   *
   * @param score of the document, from {@link User#score}
   * @throws IllegalArgumentException if the score is outside of what the model allows
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
