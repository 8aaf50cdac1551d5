package dev.recsim.env.choice;

import dev.recsim.api.Recycling;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.random.RandomKey;
import java.util.function.DoubleUnaryOperator;

/**
 * The cascade model: the user goes through the slate from the first position on. Position j is
 * examined with probability a(j) = attention * decay^j, and an examined document is clicked with
 * probability t(j) = scaling * appeal(x(j)). The first click ends the slate. Position j is clicked
 * with probability a(j) t(j) times the product of 1 - a(l) t(l) over all l < j.
 *
 * <p>With decay 1 it is RecSim's CascadeChoiceModel. The SlateQ paper has beta0 beta^j for a(j) (Ie
 * et al., arXiv 1905.12767, section 6): attention beta0 and decay beta.
 *
 * @param attention a(0), in [0, 1]
 * @param decay in [0, 1]
 * @param scaling 0 or more
 * @param appeal of a score; throws IllegalArgumentException if the score is out of range
 */
record Cascade(double attention, double decay, double scaling, DoubleUnaryOperator appeal)
    implements ChoiceModel {

  @Override
  public double[] probabilities(double[] scores) {
    double[] probabilities = new double[scores.length + 1];
    double undecided = 1;
    double look = attention;
    for (int i = 0; i < scores.length; i++) {
      double click = look * clickWhenLookedAt(scores[i]);
      probabilities[i] = undecided * click;
      undecided *= 1 - click;
      look *= decay;
    }
    probabilities[scores.length] = undecided;
    return probabilities;
  }

  /**
   * Plays the slate position by position. A document's own draw decides whether it would be
   * clicked.
   */
  @Override
  public int[] choose(double[] scores, int[] documents, RandomKey key) {
    int clicked = -1;
    double look = attention;
    for (int i = 0; i < scores.length; i++) {
      double click = look * clickWhenLookedAt(scores[i]);
      if (clicked < 0 && key.uniform(documents[i] + 1L) < click) {
        clicked = i;
      }
      look *= decay;
    }
    return Recycling.click(clicked);
  }

  private double clickWhenLookedAt(double score) {
    double probability = scaling * appeal.applyAsDouble(ScoreChecks.finite(score));
    if (!(probability <= 1)) {
      throw new IllegalArgumentException(
          ("score_scaling %s makes a click on a document of the score %s have the probability %s,"
                  + " which is above 1; lower score_scaling")
              .formatted(scaling, score, probability));
    }
    return probability;
  }
}
