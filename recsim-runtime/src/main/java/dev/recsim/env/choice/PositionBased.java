package dev.recsim.env.choice;

import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * The position-based model: position i is clicked with probability e(i) a(i), independently of all
 * other positions. a(i) is the attractiveness of its document, and e(i) the probability that the
 * position is examined (Richardson, Dominowska and Ragno, "Predicting clicks", WWW 2007; Chuklin,
 * Markov and de Rijke, "Click models for web search", 2015, section 3.3).
 *
 * @param examination e
 */
record PositionBased(Attractiveness attractiveness, ByPosition examination) implements ChoiceModel {

  @Override
  public boolean severalClicks() {
    return true;
  }

  @Override
  public double[] probabilities(double[] scores) {
    double[] probabilities = new double[scores.length + 1];
    double none = 1;
    double examined = 1;
    for (int i = 0; i < scores.length; i++) {
      examined = examination.at(i, examined);
      probabilities[i] = examined * attractiveness.of(scores[i]);
      none *= 1 - probabilities[i];
    }
    probabilities[scores.length] = none;
    return probabilities;
  }

  @Override
  public int[] choose(double[] scores, int[] documents, RandomKey key) {
    int[] clicked = new int[scores.length];
    int clicks = 0;
    double examined = 1;
    for (int i = 0; i < scores.length; i++) {
      examined = examination.at(i, examined);
      if (key.uniform(documents[i] + 1L) < examined * attractiveness.of(scores[i])) {
        clicked[clicks++] = i;
      }
    }
    return Arrays.copyOf(clicked, clicks);
  }
}
