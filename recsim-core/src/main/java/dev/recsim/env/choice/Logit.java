package dev.recsim.env.choice;

import dev.recsim.api.compose.ChoiceModel;

/**
 * The multinomial logit: w(i) = exp(x(i)) for scores x and w(none) = exp(m). The probabilities are
 * the softmax of (x, m) (McFadden, "Conditional logit analysis of qualitative choice behavior",
 * 1974; RecSim's MultinomialLogitChoiceModel).
 *
 * @param noClickMass m, the logit of no click; negative infinity if a document is always clicked
 */
record Logit(double noClickMass) implements ChoiceModel.Luce {

  /**
   * Returns exp(score).
   *
   * @throws IllegalArgumentException if the score is not finite, or above 709, where exp overflows
   */
  @Override
  public double weight(double score) {
    double weight = StrictMath.exp(ScoreChecks.finite(score));
    if (weight == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the weight exp(score) of the score %s is too large for a number; scale scores down"
              .formatted(score));
    }
    return weight;
  }

  @Override
  public double noClickWeight() {
    return StrictMath.exp(noClickMass);
  }

  /** The softmax. The largest logit is subtracted first, so no score is too large. */
  @Override
  public double[] probabilities(double[] scores) {
    double greatest = noClickMass;
    for (double score : scores) {
      greatest = Math.max(greatest, ScoreChecks.finite(score));
    }
    double[] probabilities = new double[scores.length + 1];
    double none = scores.length == 0 ? 1 : StrictMath.exp(noClickMass - greatest);
    double sum = none;
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = StrictMath.exp(scores[i] - greatest);
      sum += probabilities[i];
    }
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] /= sum;
    }
    probabilities[scores.length] = none / sum;
    return probabilities;
  }
}
