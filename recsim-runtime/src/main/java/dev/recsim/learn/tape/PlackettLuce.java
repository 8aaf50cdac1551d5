package dev.recsim.learn.tape;

/**
 * Probabilities of drawing documents without replacement: the first document by the softmax of all
 * scores, each further one by the softmax of the remaining scores.
 */
public final class PlackettLuce {
  private int documents;

  /** The scores of the remaining documents; minus infinity for others. */
  private double[] scores = {};

  private double[] probabilities = {};
  private double logSum;
  private double entropy;

  /** Starts with all documents of a row of scores. */
  public void start(float[] row, int start, int count) {
    documents = count;
    if (scores.length < documents) {
      scores = new double[documents];
      probabilities = new double[documents];
    }
    for (int d = 0; d < documents; d++) {
      scores[d] = row[start + d];
    }
  }

  /** Computes the probabilities of the remaining documents. */
  public void softmax() {
    double most = Double.NEGATIVE_INFINITY;
    for (int d = 0; d < documents; d++) {
      most = Math.max(most, scores[d]);
    }
    double sum = 0;
    for (int d = 0; d < documents; d++) {
      probabilities[d] = StrictMath.exp(scores[d] - most);
      sum += probabilities[d];
    }
    logSum = most + StrictMath.log(sum);
    entropy = 0;
    for (int d = 0; d < documents; d++) {
      probabilities[d] /= sum;
      entropy -= probabilities[d] > 0 ? probabilities[d] * log(d) : 0;
    }
  }

  /** The log-probability of a remaining document. */
  public double log(int document) {
    return scores[document] - logSum;
  }

  /** The probability of a document; 0 if it is removed. */
  public double probability(int document) {
    return probabilities[document];
  }

  /** Removes a document from further choices. */
  public void remove(int document) {
    scores[document] = Double.NEGATIVE_INFINITY;
  }

  /**
   * Computes the log-probability and the entropy of the slates of a value, and adds the derivatives
   * if asked: both need all choices in turn.
   */
  void compute(Value y, boolean back) {
    for (int r = 0; r < y.rows; r++) {
      start(y.a.data, r * y.a.width, y.a.width);
      double log = 0;
      double entropies = 0;
      for (int p = 0; p < y.stride; p++) {
        int chosen = y.indices[r * y.stride + p];
        softmax();
        log += log(chosen);
        entropies += entropy;
        if (back) {
          addGradients(chosen, y, r);
        }
        remove(chosen);
      }
      y.data[2 * r] = (float) log;
      y.data[2 * r + 1] = (float) entropies;
    }
  }

  private void addGradients(int chosen, Value y, int row) {
    double byLog = y.gradient[2 * row];
    double byEntropy = y.gradient[2 * row + 1];
    for (int d = 0; d < documents; d++) {
      double p = probabilities[d];
      if (p > 0) {
        double gradient = byLog * ((d == chosen ? 1 : 0) - p) - byEntropy * p * (log(d) + entropy);
        y.a.gradient[row * documents + d] += (float) gradient;
      }
    }
  }
}
