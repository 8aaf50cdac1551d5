package dev.recsim.learn.tape;

import dev.recsim.random.RandomKey;

/**
 * Probabilities of drawing documents without replacement: the first document by the softmax of all
 * scores, each further one by the softmax of the remaining scores.
 */
public final class SuccessiveSoftmax {
  /**
   * Probability of the remaining documents below which it is computed again: subtraction leaves an
   * absolute error of about 1e-16.
   */
  private static final double INACCURATE = 1e-6;

  private int documents;

  /** The scores of the remaining documents; minus infinity for others. */
  private double[] scores = {};

  /** The probabilities of the remaining documents; 0 for others. */
  private double[] probabilities = {};

  /** The sum of the probabilities; 0 before they are computed. */
  private double rest;

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
    rest = 0;
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
    rest = 1;
    logSum = most + StrictMath.log(sum);
    entropy = 0;
    for (int d = 0; d < documents; d++) {
      probabilities[d] /= sum;
      entropy -= probabilities[d] > 0 ? probabilities[d] * log(d) : 0;
    }
  }

  /** The log-probability of a remaining document. */
  private double log(int document) {
    return scores[document] - logSum;
  }

  /**
   * The probabilities of the remaining documents, 0 for others; as many as at the first start, or
   * more.
   */
  public double[] probabilities() {
    return probabilities;
  }

  /** Removes a document; the probabilities of others are not scaled to a sum of 1. */
  public void remove(int document) {
    scores[document] = Double.NEGATIVE_INFINITY;
    rest -= probabilities[document];
    probabilities[document] = 0;
  }

  /** Draws documents one after another, and removes all but the last. */
  public int[] draw(int size, RandomKey key) {
    int[] drawn = new int[size];
    for (int p = 0; p < size; p++) {
      if (p > 0) {
        remove(drawn[p - 1]);
      }
      if (rest <= INACCURATE) {
        softmax();
      }
      drawn[p] = first(rest * key.uniform(p));
    }
    return drawn;
  }

  /** The first document at which the sum of the probabilities exceeds a number. */
  private int first(double number) {
    double sum = 0;
    int last = 0;
    for (int d = 0; d < documents && sum <= number; d++) {
      sum += probabilities[d];
      last = probabilities[d] > 0 ? d : last;
    }
    return last;
  }

  /**
   * Computes the log-probability and the entropy of the slates of a value, and adds the derivatives
   * if asked: both need all choices in turn.
   */
  void compute(Value y, boolean back) {
    int size = y.positions;
    for (int r = 0; r < y.rows; r++) {
      start(y.a.data, r * y.a.width, y.a.width);
      double log = 0;
      double entropies = 0;
      for (int p = 0; p < size; p++) {
        int chosen = y.indices[r * size + p];
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
