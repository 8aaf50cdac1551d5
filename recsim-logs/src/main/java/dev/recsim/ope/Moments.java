package dev.recsim.ope;

import java.io.Serializable;

/**
 * Sums and products of the terms of an estimator, for its value and its delta method. Sums of parts
 * of a log can be added.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1;

  private final int ratios;
  private final double[] sums;

  /** Sum of the product of terms i and j, for j at most i. */
  private final double[][] products;

  private long n;

  public Moments(int ratios) {
    this.ratios = ratios;
    this.sums = new double[Terms.width(ratios)];
    this.products = new double[sums.length][];
    for (int i = 0; i < sums.length; i++) {
      products[i] = new double[i + 1];
    }
  }

  /** Adds a session. */
  public void add(Terms terms) {
    n++;
    for (int i = 0; i < sums.length; i++) {
      double x = terms.get(i);
      sums[i] += x;
      double[] row = products[i];
      for (int j = 0; j <= i; j++) {
        row[j] += x * terms.get(j);
      }
    }
  }

  /** Adds the sessions of another part of the log. */
  public void add(Moments other) {
    n += other.n;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
      for (int j = 0; j <= i; j++) {
        products[i][j] += other.products[i][j];
      }
    }
  }

  public long n() {
    return n;
  }

  /** The estimate; NaN without sessions. */
  public double value() {
    return Terms.value(n, sums);
  }

  double mean(int term) {
    return sums[term] / n;
  }

  /** Derivative of the estimate by the mean of each term. */
  public double[] slope() {
    double[] slope = new double[sums.length];
    slope[0] = 1;
    for (int b = 1; b < sums.length; b += 2) {
      double denominator = sums[b + 1] / n;
      slope[b] = denominator == 0 ? 0 : 1 / denominator;
      slope[b + 1] = denominator == 0 ? 0 : -sums[b] / sums[b + 1] / denominator;
    }
    return slope;
  }

  /**
   * The standard error by the delta method: that of the mean of {@code a_i + sum_k (b_ik - R_k
   * c_ik) / mean(c_k)} with the ratios R_k. Without ratios, the usual one with n - 1.
   */
  public double standardError() {
    double[] slope = slope();
    double variance = 0;
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums.length; j++) {
        double product = i >= j ? products[i][j] : products[j][i];
        variance += slope[i] * slope[j] * (product / n - sums[i] / n * (sums[j] / n));
      }
    }
    double divisor = ratios == 0 ? n - 1.0 : n;
    return Math.sqrt(Math.max(0, variance) / divisor);
  }
}
