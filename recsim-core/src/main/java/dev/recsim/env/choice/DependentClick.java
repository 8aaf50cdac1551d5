package dev.recsim.env.choice;

import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * The dependent click model (Guo, Liu and Wang, "Efficient multiple-click models in web search",
 * WSDM 2009, section 3). The user examines the slate from the first position on, and clicks the
 * examined document i with probability a(i), its attractiveness. Without a click, the next position
 * is always examined. After a click on position i, it is examined with probability lambda(i);
 * otherwise the user stops. With e(0) = 1 and e(i + 1) = e(i) (1 - a(i) + lambda(i) a(i)), position
 * i is clicked with probability e(i) a(i), and nothing is clicked with the product of all 1 - a(i).
 *
 * @param continuation lambda
 */
record DependentClick(Attractiveness attractiveness, ByPosition continuation)
    implements ChoiceModel {

  /**
   * Child key of the draws that decide whether users continue. The documents' own draws decide on
   * clicks.
   */
  private static final int GOING_ON = 0;

  @Override
  public boolean severalClicks() {
    return true;
  }

  @Override
  public double[] probabilities(double[] scores) {
    double[] probabilities = new double[scores.length + 1];
    double none = 1;
    double examined = 1;
    double goesOn = 1;
    for (int i = 0; i < scores.length; i++) {
      double click = attractiveness.of(scores[i]);
      goesOn = continuation.at(i, goesOn);
      probabilities[i] = examined * click;
      none *= 1 - click;
      examined *= 1 - click + goesOn * click;
    }
    probabilities[scores.length] = none;
    return probabilities;
  }

  @Override
  public int[] choose(double[] scores, int[] documents, RandomKey key) {
    int[] clicked = new int[scores.length];
    int clicks = 0;
    boolean examines = true;
    double goesOn = 1;
    for (int i = 0; i < scores.length; i++) {
      double click = attractiveness.of(scores[i]);
      goesOn = continuation.at(i, goesOn);
      long draw = documents[i] + 1L;
      if (examines && key.uniform(draw) < click) {
        clicked[clicks++] = i;
        examines = key.child(GOING_ON).uniform(draw) < goesOn;
      }
    }
    return Arrays.copyOf(clicked, clicks);
  }
}
