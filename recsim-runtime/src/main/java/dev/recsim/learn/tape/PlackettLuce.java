package dev.recsim.learn.tape;

/**
 * Probabilities of drawing documents without replacement: the first document by the softmax of all
 * scores, each further one by the softmax of the remaining scores.
 */
public final class PlackettLuce {
  private float[] scores;
  private int start;
  private int documents;
  private double[] probabilities = {};
  private boolean[] removed = {};
  private double logSum;
  private double entropy;

  /** Starts with all documents of a row of scores. */
  public void start(float[] scores, int start, int documents) {
    this.scores = scores;
    this.start = start;
    this.documents = documents;
    if (probabilities.length < documents) {
      probabilities = new double[documents];
      removed = new boolean[documents];
    }
    java.util.Arrays.fill(removed, 0, documents, false);
  }

  /** Computes the probabilities of the remaining documents. */
  public void softmax() {
    double most = Double.NEGATIVE_INFINITY;
    for (int d = 0; d < documents; d++) {
      most = removed[d] ? most : Math.max(most, scores[start + d]);
    }
    double sum = 0;
    for (int d = 0; d < documents; d++) {
      probabilities[d] = removed[d] ? 0 : StrictMath.exp(scores[start + d] - most);
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
    return scores[start + document] - logSum;
  }

  /** The probability of a remaining document. */
  public double probability(int document) {
    return probabilities[document];
  }

  double entropy() {
    return entropy;
  }

  /** Removes a document from further choices. */
  public void remove(int document) {
    removed[document] = true;
  }

  /**
   * Adds derivatives with respect to the scores.
   *
   * @param byLog derivative with respect to the log-probability of the chosen document
   * @param byEntropy derivative with respect to the entropy
   * @param gradients of the scores, the row starts at {@code from}
   */
  void addGradients(int chosen, double byLog, double byEntropy, float[] gradients, int from) {
    for (int d = 0; d < documents; d++) {
      double p = probabilities[d];
      if (p > 0) {
        double gradient = byLog * ((d == chosen ? 1 : 0) - p) - byEntropy * p * (log(d) + entropy);
        gradients[from + d] += (float) gradient;
      }
    }
  }
}
