package dev.recsim.learn.slateq;

import dev.recsim.learn.slateq.SlateQ.Selection;

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
 * and the k largest w (q - z) maximise that. Starting from the value of any slate, selecting these
 * and setting z to their value converges to the maximum in a few passes. The result is the same as
 * with the linear program of Ie et al. (arXiv 1905.12767, section 4.3.2). The method requires that
 * w0 or the weights of all but k - 1 documents are positive. If values change little between two
 * searches, one pass confirms the slate found last.
 *
 * <p>Slates are ordered by selection: first picked or largest first; of equal ones the lowest index
 * first. Reuses its arrays, confined to one thread.
 */
final class SlateSearch {
  private final double[] keys;

  /** The slate found last. */
  private int[] slate;

  private float[] weights;
  private float[] values;

  /** Index of the value of the first candidate. */
  private int start;

  private double noClickWeight;
  private double noClickValue;

  SlateSearch(int slateSize) {
    keys = new double[slateSize];
  }

  /**
   * Sets the candidates.
   *
   * @param w weights of the candidates, each 0 or more, and of no click
   * @param q values of the candidates, from index {@code from} on, and of no click
   * @param first any slate, where the optimal search starts; overwritten with what is found
   */
  void candidates(float[] w, float[] q, int from, float w0, float q0, int[] first) {
    weights = w;
    values = q;
    start = from;
    noClickWeight = w0;
    noClickValue = q0;
    slate = first;
  }

  /** Finds a slate and returns its value. */
  double find(Selection how) {
    return switch (how) {
      case TOP_K -> largest(noClickValue);
      case GREEDY -> greedy();
      case OPTIMAL -> optimal();
    };
  }

  /** The value of the slate found last, or where the search starts. */
  double value() {
    double sum = noClickWeight * noClickValue;
    double weight = noClickWeight;
    for (int document : slate) {
      sum += gain(document);
      weight += weights[document];
    }
    return ratio(sum, weight);
  }

  /** What each document adds to the slate found last, of which it has the largest. */
  void gains(Selection how, double[] gains) {
    double z = how == Selection.TOP_K ? noClickValue : value();
    for (int i = 0; i < gains.length; i++) {
      gains[i] = weights[i] * (values[start + i] - z);
    }
  }

  private double gain(int document) {
    return (double) weights[document] * values[start + document];
  }

  private double ratio(double sum, double weight) {
    return weight > 0 ? sum / weight : noClickValue;
  }

  private double optimal() {
    double better = value();
    double reached;
    do {
      reached = better;
      better = largest(reached);
    } while (better > reached);
    return better;
  }

  /** Selects the documents with the largest w (q - z) and returns the value of their slate. */
  private double largest(double z) {
    int last = slate.length - 1;
    for (int i = 0; i < weights.length; i++) {
      double key = weights[i] * (values[start + i] - z);
      if (i <= last || key > keys[last]) {
        int at = Math.min(i, last);
        for (; at > 0 && key > keys[at - 1]; at--) {
          keys[at] = keys[at - 1];
          slate[at] = slate[at - 1];
        }
        keys[at] = key;
        slate[at] = i;
      }
    }
    return value();
  }

  /** Adds one document after another, each the one with which the slate has the largest value. */
  private double greedy() {
    double sum = noClickWeight * noClickValue;
    double weight = noClickWeight;
    for (int position = 0; position < slate.length; position++) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < weights.length; i++) {
        boolean shown = false;
        for (int p = 0; p < position; p++) {
          shown |= slate[p] == i;
        }
        double value = ratio(sum + gain(i), weight + weights[i]);
        if (!shown && value > greatest) {
          slate[position] = i;
          greatest = value;
        }
      }
      sum += gain(slate[position]);
      weight += weights[slate[position]];
    }
    return ratio(sum, weight);
  }
}
