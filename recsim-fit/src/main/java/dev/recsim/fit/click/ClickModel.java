package dev.recsim.fit.click;

import dev.recsim.random.RandomKey;

/** A probability distribution of the clicks on a slate. */
public interface ClickModel {

  /** The log probability of all clicks of a slate, in nats. */
  double logProbability(int[] documents, boolean[] clicks);

  /** The probability of a click at each position. */
  double[] clickProbabilities(int[] documents);

  /** The probability of each number of clicks, 0 .. positions. */
  double[] clickCounts(int[] documents);

  /**
   * Draws the clicks on a slate.
   *
   * @param key all randomness of the draw; position k has draw 2 k, and what follows it 2 k + 1
   */
  boolean[] draw(int[] documents, RandomKey key);

  /**
   * The probability that a reader who looks at a document clicks it, by document; empty if the
   * model has no such figure.
   */
  default double[] attractive() {
    return new double[0];
  }

  /**
   * The same model with other documents.
   *
   * @param others as {@link #attractive()}, which is not empty
   */
  default ClickModel withAttractive(double[] others) {
    throw new UnsupportedOperationException("the model has no attractiveness");
  }

  /** Mean log probability of a decision, that is of one position of a slate, in nats. */
  default double meanLogProbability(ClickedSlates slates) {
    double sum = 0;
    for (int i = 0; i < slates.size(); i++) {
      sum += logProbability(slates.shown().get(i), slates.clicked().get(i));
    }
    return sum / ((long) slates.size() * slates.positions());
  }
}
