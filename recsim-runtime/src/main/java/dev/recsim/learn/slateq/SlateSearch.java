package dev.recsim.learn.slateq;

import dev.recsim.api.Slate;
import dev.recsim.learn.slateq.SlateQOptions.Selection;
import java.util.Arrays;

/**
 * Composes slates from the values of documents for users who choose by Luce's rule. The value of a
 * slate A is the expectation over the user's choice,
 *
 * <pre>{@code
 * value(A) = (w0 q0 + sum over A of w q) / (w0 + sum over A of w)
 * }</pre>
 *
 * with w the weights and q the values of the documents, w0 and q0 those of no click. It is q0 if
 * all weights are 0. Slates are full, or have all documents if there are fewer.
 *
 * <p>The best slate is found by Dinkelbach's method for ratios (Management Science 13(7), 1967):
 * value(A) is greater than z exactly if w0 (q0 - z) + sum over A of w (q - z) is greater than 0,
 * and the k largest w (q - z) maximise that. Starting from any z, selecting these and setting z to
 * their value converges to the maximum in a few passes. The result is the same as with the linear
 * program of Ie et al. (arXiv 1905.12767, section 4.3.2). The method requires that w0 or the
 * weights of all but k - 1 documents are positive.
 *
 * <p>Slates are ordered by selection: first picked or largest first; of equal ones the lowest index
 * first. Reuses its arrays, confined to one thread.
 */
final class SlateSearch {
  private final int slateSize;
  private final int[] slate;
  private final double[] keys;
  private int size;
  private boolean[] picked = {};

  private float[] values;
  private float[] weights;

  /** Index of the first candidate in both. */
  private int start;

  private int count;
  private double noClickWeight;
  private double noClickValue;

  SlateSearch(int slateSize) {
    this.slateSize = slateSize;
    this.slate = new int[slateSize];
    this.keys = new double[slateSize];
  }

  /**
   * Sets the candidates.
   *
   * @param itemWeights w of the candidates, each 0 or more, from index {@code from} on
   * @param itemValues q of the candidates, from index {@code from} on
   * @param number number of candidates
   */
  void candidates(
      float[] itemWeights,
      float[] itemValues,
      int from,
      int number,
      float weightOfNone,
      float valueOfNone) {
    weights = itemWeights;
    values = itemValues;
    start = from;
    count = number;
    noClickWeight = weightOfNone;
    noClickValue = valueOfNone;
  }

  /** The slate found last. */
  int[] slate() {
    return Arrays.copyOf(slate, size);
  }

  /** Finds a slate and returns its value. */
  double find(Selection how) {
    return switch (how) {
      case TOP_K -> largest(noClickValue);
      case GREEDY -> greedy();
      case OPTIMAL -> optimal();
    };
  }

  /** Returns the value of a slate and makes it the slate found last. */
  double value(Slate shown) {
    size = shown.size();
    for (int i = 0; i < size; i++) {
      slate[i] = shown.document(i);
    }
    return value();
  }

  private double value() {
    double sum = noClickWeight * noClickValue;
    double weight = noClickWeight;
    for (int i = 0; i < size; i++) {
      int document = slate[i];
      sum += (double) weights[start + document] * values[start + document];
      weight += weights[start + document];
    }
    return weight > 0 ? sum / weight : noClickValue;
  }

  private double optimal() {
    double better = largest(noClickValue);
    double reached;
    do {
      reached = better;
      better = largest(reached);
    } while (better > reached);
    return better;
  }

  /** Selects the documents with the largest w (q - z) and returns the value of their slate. */
  private double largest(double z) {
    size = 0;
    for (int i = 0; i < count; i++) {
      double key = weights[start + i] * (values[start + i] - z);
      if (size < slateSize) {
        insert(i, key, size++);
      } else if (key > keys[size - 1]) {
        insert(i, key, size - 1);
      }
    }
    return value();
  }

  /** Inserts a document before those with smaller keys; the one at {@code last} is dropped. */
  private void insert(int document, double key, int last) {
    int at = last;
    while (at > 0 && keys[at - 1] < key) {
      keys[at] = keys[at - 1];
      slate[at] = slate[at - 1];
      at--;
    }
    keys[at] = key;
    slate[at] = document;
  }

  private double greedy() {
    if (picked.length < count) {
      picked = new boolean[count];
    }
    double sum = noClickWeight * noClickValue;
    double weight = noClickWeight;
    for (size = 0; size < Math.min(slateSize, count); size++) {
      int best = next(sum, weight);
      picked[best] = true;
      slate[size] = best;
      sum += (double) weights[start + best] * values[start + best];
      weight += weights[start + best];
    }
    for (int i = 0; i < size; i++) {
      picked[slate[i]] = false;
    }
    return weight > 0 ? sum / weight : noClickValue;
  }

  private int next(double sum, double weight) {
    int best = -1;
    double bestValue = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      if (!picked[i]) {
        double with = weight + weights[start + i];
        double value =
            with > 0
                ? (sum + (double) weights[start + i] * values[start + i]) / with
                : noClickValue;
        if (best < 0 || value > bestValue) {
          best = i;
          bestValue = value;
        }
      }
    }
    return best;
  }
}
