package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.api.Recycling;
import dev.recsim.random.RandomKey;

/**
 * Draws the clicks of users on a slate from the scores of its documents. Pure, immutable and shared
 * between threads.
 */
public interface ChoiceModel {

  /**
   * Computes the probability of a click on each position, and of no click.
   *
   * <p>In models with at most one click these events exclude each other, and the entries sum to 1.
   * In models with {@linkplain #severalClicks() several clicks} the entry of a position is its
   * marginal click probability, and the entries of all positions sum to the expected number of
   * clicks.
   *
   * @param scores of the documents shown, by position, from {@link User#score}; not written to
   * @return one entry for each position, followed by the probability of no click, which is 1 for an
   *     empty slate
   * @throws IllegalArgumentException if the model does not allow a score
   */
  double[] probabilities(double[] scores);

  /** {@return whether more than one position of a slate can be clicked} */
  default boolean severalClicks() {
    return false;
  }

  /**
   * Returns the model for a slate, for models in which clicks depend on more of its documents than
   * their scores. By default it is this model.
   *
   * @param slate the documents shown, first position first; not written to and not kept
   * @return the model that draws the clicks on this slate
   */
  default ChoiceModel on(Document[] slate) {
    return this;
  }

  /**
   * Draws the clicked positions with the probabilities of {@link #probabilities}.
   *
   * <p>The randomness of a draw belongs to documents, not to positions: candidate i uses the key's
   * draw i + 1, and no click uses draw 0. Agents that show the same documents therefore often get
   * the same clicks, which reduces the variance of their difference (common random numbers). Models
   * with at most one click need not override this method. It draws an exponential time for each
   * document and for no click, with their probabilities as rates, and returns the earliest.
   *
   * @param scores of the documents shown, by position; not written to
   * @param documents index of the candidate at each position, 0 or more, none twice; not written to
   * @param key randomness of this draw
   * @return the clicked positions, ascending and each at most once; must not be written to
   * @throws IllegalArgumentException if {@link #probabilities} throws it for these scores
   */
  default int[] choose(double[] scores, int[] documents, RandomKey key) {
    double[] probabilities = probabilities(scores);
    RandomKey.Race race = key.race();
    race.leads(0, probabilities[scores.length]);
    int first = -1;
    for (int i = 0; i < scores.length; i++) {
      if (race.leads(documents[i] + 1L, probabilities[i])) {
        first = i;
      }
    }
    return Recycling.click(first);
  }

  /**
   * Draws at most one click by Luce's rule: position i is clicked with probability w(i) / (w(none)
   * + the sum of w over the slate). The weight of a document is a function of its own score. For
   * these users, agents can compute the best slate exactly.
   */
  interface Luce extends ChoiceModel {

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
}
