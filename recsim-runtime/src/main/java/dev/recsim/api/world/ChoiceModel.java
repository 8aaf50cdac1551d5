package dev.recsim.api.world;

import dev.recsim.random.RandomKey;

/**
 * How users choose from a slate by how much its documents appeal to them. Pure: scores in,
 * probabilities out; a draw takes a key.
 */
public interface ChoiceModel {

  /**
   * The probability that each position is clicked.
   *
   * @param scores of the documents shown, by position, from {@link User#score}
   * @return one entry a position, and behind them the probability that nothing is clicked. They add
   *     up to 1 in models of at most one click
   * @throws IllegalArgumentException if a score is outside of what the model allows
   */
  double[] probabilities(double[] scores);

  /**
   * Draws the clicked positions, ascending; at most one unless the model says otherwise.
   *
   * <p>By an exponential race whose luck belongs to the documents, not to the positions: agents
   * that show the same documents meet the same choice more often than by chance.
   *
   * @param scores of the documents shown, by position
   * @param documents index of the candidate at each position, 0 or more
   * @param key randomness of this draw
   */
  default int[] choose(double[] scores, int[] documents, RandomKey key) {
    double[] probabilities = probabilities(scores);
    int first = -1;
    // The race's runner for no click has the draw 0, candidate i the draw i + 1.
    double best = arrival(key, 0, probabilities[scores.length]);
    for (int i = 0; i < scores.length; i++) {
      double time = arrival(key, documents[i] + 1, probabilities[i]);
      if (time < best) {
        best = time;
        first = i;
      }
    }
    return first < 0 ? new int[0] : new int[] {first};
  }

  private static double arrival(RandomKey key, long draw, double probability) {
    return probability == 0
        ? Double.POSITIVE_INFINITY
        : -StrictMath.log(1 - key.uniform(draw)) / probability;
  }
}
