package dev.recsim.env.choice;

import dev.recsim.api.Document;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * The position-based model: position i is clicked with probability e(i) a(i), independently of all
 * other positions. a(i) is the attractiveness of its document, and e(i) the probability that the
 * position is examined (Richardson, Dominowska and Ragno, "Predicting clicks", WWW 2007; Chuklin,
 * Markov and de Rijke, "Click models for web search", 2015, section 3.3).
 *
 * <p>If {@code similar} documents of a slate or more have the same topic, all a(i) are divided by
 * {@code penalty}, as in SARDINE (Naver Labs Europe, 2024).
 *
 * @param examination e, counted from the end at which users start
 * @param bothEnds whether half of the users start at the last position; e is then the mean of both
 * @param similar number of documents of one topic from which on the penalty applies
 */
record PositionBased(
    Attractiveness attractiveness,
    ByPosition examination,
    boolean bothEnds,
    int similar,
    double penalty)
    implements ChoiceModel {

  @Override
  public boolean severalClicks() {
    return true;
  }

  @Override
  public ChoiceModel on(Document[] slate) {
    if (penalty == 1 || mostOfATopic(slate) < similar) {
      return this;
    }
    Attractiveness less =
        new Attractiveness(
            attractiveness.link(),
            attractiveness.slope(),
            attractiveness.midpoint(),
            attractiveness.most() / penalty);
    return new PositionBased(less, examination, bothEnds, similar, penalty);
  }

  private static int mostOfATopic(Document[] slate) {
    int most = 0;
    for (Document document : slate) {
      int same = 0;
      for (Document other : slate) {
        same += document.topic() >= 0 && other.topic() == document.topic() ? 1 : 0;
      }
      most = Math.max(most, same);
    }
    return most;
  }

  private double[] examined(int positions) {
    double[] top = examination.first(positions);
    if (!bothEnds) {
      return top;
    }
    double[] mean = new double[positions];
    for (int i = 0; i < positions; i++) {
      mean[i] = (top[i] + top[positions - 1 - i]) / 2;
    }
    return mean;
  }

  @Override
  public double[] probabilities(double[] scores) {
    double[] examined = examined(scores.length);
    double[] probabilities = new double[scores.length + 1];
    double none = 1;
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = examined[i] * attractiveness.of(scores[i]);
      none *= 1 - probabilities[i];
    }
    probabilities[scores.length] = none;
    return probabilities;
  }

  @Override
  public int[] choose(double[] scores, int[] documents, RandomKey key) {
    double[] examined = examined(scores.length);
    int[] clicked = new int[scores.length];
    int clicks = 0;
    for (int i = 0; i < scores.length; i++) {
      if (key.uniform(documents[i] + 1L) < examined[i] * attractiveness.of(scores[i])) {
        clicked[clicks++] = i;
      }
    }
    return Arrays.copyOf(clicked, clicks);
  }
}
