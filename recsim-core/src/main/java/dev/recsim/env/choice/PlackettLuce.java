package dev.recsim.env.choice;

import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.random.RandomKey;
import java.util.Arrays;

/**
 * Several clicks in sequence, without replacement. Each follows Luce's rule among the documents
 * that are not clicked yet and the choice of nothing. That choice ends the sequence, or the largest
 * number of clicks does (Plackett, "The analysis of permutations", 1975; Luce, "Individual choice
 * behavior", 1959).
 *
 * <p>Documents with exponential arrival times of rates w(i) arrive in exactly this order. So the
 * clicked documents are those that arrive before the choice of nothing, whose rate is w(none), and
 * are among the first {@code mostClicks}.
 *
 * @param single the rule of each choice
 * @param mostClicks largest number of clicks, 1 or more
 */
record PlackettLuce(ChoiceModel.Luce single, int mostClicks) implements ChoiceModel {

  @Override
  public boolean severalClicks() {
    return mostClicks > 1;
  }

  @Override
  public double[] probabilities(double[] scores) {
    double[] rates = single.probabilities(scores);
    if (mostClicks == 1) {
      return rates;
    }
    double[] probabilities = new double[rates.length];
    double none = rates[scores.length];
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] =
          mostClicks >= scores.length && rates[i] > 0
              ? rates[i] / (rates[i] + none)
              : Arrival.probability(rates, i, mostClicks);
    }
    probabilities[scores.length] = none;
    return probabilities;
  }

  @Override
  public int[] choose(double[] scores, int[] documents, RandomKey key) {
    double[] rates = single.probabilities(scores);
    double end = key.exponential(0, rates[scores.length]);
    int[] clicked = new int[Math.min(mostClicks, scores.length)];
    double[] times = new double[clicked.length];
    int clicks = 0;
    for (int i = 0; i < scores.length; i++) {
      double time = key.exponential(documents[i] + 1L, rates[i]);
      if (time < end) {
        clicks = insert(i, time, clicked, times, clicks);
      }
    }
    int[] positions = Arrays.copyOf(clicked, clicks);
    Arrays.sort(positions);
    return positions;
  }

  /**
   * Inserts a document into the list of the earliest ones, ordered by time, and returns their
   * number.
   */
  private static int insert(int document, double time, int[] earliest, double[] times, int count) {
    int at = count;
    while (at > 0 && time < times[at - 1]) {
      at--;
    }
    if (at == times.length) {
      return count;
    }
    int kept = Math.min(count, times.length - 1);
    System.arraycopy(earliest, at, earliest, at + 1, kept - at);
    System.arraycopy(times, at, times, at + 1, kept - at);
    earliest[at] = document;
    times[at] = time;
    return kept + 1;
  }
}
