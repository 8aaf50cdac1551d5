package dev.recsim.env.boredom;

import dev.recsim.algebra.Vectors;
import dev.recsim.random.RandomKey;

/** Sparse vectors over topics. */
final class TopicWeights {
  private TopicWeights() {}

  /**
   * Draws a vector of unit norm with a few active topics; weights are uniform in (0, 1] before
   * scaling.
   *
   * @param least smallest number of active topics
   * @param most largest number of active topics; the number is uniform between both
   */
  static double[] draw(int topics, int least, int most, RandomKey key) {
    int active = least + key.below(0, most - least + 1);
    int[] order = new int[topics];
    double[] vector = new double[topics];
    for (int i = 0; i < topics; i++) {
      order[i] = i;
    }
    for (int i = 0; i < active; i++) {
      int j = i + key.below(2L * i + 1, topics - i);
      int topic = order[j];
      order[j] = order[i];
      vector[topic] = 1 - key.uniform(2L * i + 2);
    }
    normalize(vector);
    return vector;
  }

  /** Scales to unit norm. A vector of zeros stays unchanged. */
  static void normalize(double[] vector) {
    double norm = Math.sqrt(Vectors.dot(vector, vector));
    for (int i = 0; norm > 0 && i < vector.length; i++) {
      vector[i] /= norm;
    }
  }

  /** The index of the largest value; the lowest index if values are equal. */
  static int largest(double[] vector) {
    int largest = 0;
    for (int i = 1; i < vector.length; i++) {
      largest = vector[i] > vector[largest] ? i : largest;
    }
    return largest;
  }
}
