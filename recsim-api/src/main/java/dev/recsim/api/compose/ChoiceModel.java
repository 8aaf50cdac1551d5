package dev.recsim.api.compose;

import dev.recsim.api.Recycling;
import dev.recsim.random.Race;
import dev.recsim.random.RandomKey;

/**
 * How users choose from a slate by how much its documents appeal to them. Pure: scores in,
 * probabilities out; a draw takes a key. Immutable and shared between threads.
 */
public interface ChoiceModel {

  /**
   * The probability of a click on each position, and that of no click at all.
   *
   * <p>In models of at most one click these events exclude each other, and the entries add up to 1.
   * In models of {@linkplain #severalClicks() several clicks} the entry of a position is marginal:
   * the probability that it is clicked, whatever else is; the positions' entries add up to the
   * expected number of clicks.
   *
   * @param scores of the documents shown, by position, from {@link User#score}; not written to
   * @return one entry a position, and behind them the probability that nothing is clicked, which is
   *     1 for an empty slate
   * @throws IllegalArgumentException if a score is outside of what the model allows
   */
  double[] probabilities(double[] scores);

  /** {@return whether more than one position of a slate can be clicked} */
  default boolean severalClicks() {
    return false;
  }

  /**
   * Draws the clicked positions, ascending and each at most once, with the probabilities that
   * {@link #probabilities} tells.
   *
   * <p>The luck of a draw belongs to the documents, not to the positions: candidate i has the key's
   * draw i + 1, and clicking nothing has draw 0. So agents that show the same documents meet the
   * same choice more often than by chance, which makes differences between them clearer (common
   * random numbers). Models of at most one click need not override this: it lets the documents and
   * the choice of nothing run an exponential race at the rates of their probabilities, and whoever
   * arrives first is chosen.
   *
   * @param scores of the documents shown, by position; not written to
   * @param documents index of the candidate at each position, 0 or more, none twice; not written to
   * @param key randomness of this draw
   * @return not to be written to
   * @throws IllegalArgumentException as {@link #probabilities} does, whatever the luck
   */
  default int[] choose(double[] scores, int[] documents, RandomKey key) {
    double[] probabilities = probabilities(scores);
    Race race = new Race(key);
    race.leads(0, probabilities[scores.length]);
    int first = -1;
    for (int i = 0; i < scores.length; i++) {
      if (race.leads(documents[i] + 1L, probabilities[i])) {
        first = i;
      }
    }
    return Recycling.click(first);
  }
}
