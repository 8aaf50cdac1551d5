package dev.recsim.ope;

import dev.recsim.stats.Interval;
import java.io.Serializable;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Sums and products of the terms of an estimator, for its value and its delta method. Sums of parts
 * of a log can be added.
 */
public final class Moments implements Serializable {
  private static final long serialVersionUID = 1;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final int ratios;
  private final int width;
  private final double[] sums;

  /** Sum of the product of terms i and j at i * width + j, for j at most i. */
  private final double[] products;

  private long n;

  public Moments(int ratios) {
    this.ratios = ratios;
    this.width = 1 + 2 * ratios;
    this.sums = new double[width];
    this.products = new double[width * width];
  }

  /** Adds a row, whose terms begin at an index. */
  public void add(double[] terms, int at) {
    n++;
    for (int i = 0; i < width; i++) {
      double x = terms[at + i];
      sums[i] += x;
      for (int j = 0; j <= i; j++) {
        products[i * width + j] += x * terms[at + j];
      }
    }
  }

  /** Adds the rows of another part of the log. */
  public void add(Moments other) {
    n += other.n;
    for (int i = 0; i < width; i++) {
      sums[i] += other.sums[i];
    }
    for (int i = 0; i < products.length; i++) {
      products[i] += other.products[i];
    }
  }

  public long n() {
    return n;
  }

  /** The estimate; NaN without rows. */
  public double value() {
    return Estimator.value(n, sums, 0, ratios);
  }

  /**
   * The standard error by the delta method: that of the mean of {@code a_i + sum_k (b_ik - R_k
   * c_ik) / mean(c_k)} with the ratios R_k. Without ratios, the usual one with n - 1.
   */
  public double standardError() {
    double[] slope = new double[width];
    slope[0] = 1;
    for (int k = 0; k < ratios; k++) {
      int b = 1 + 2 * k;
      double denominator = sums[b + 1] / n;
      slope[b] = denominator == 0 ? 0 : 1 / denominator;
      slope[b + 1] = denominator == 0 ? 0 : -sums[b] / sums[b + 1] / denominator;
    }
    double variance = 0;
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        double product = i >= j ? products[i * width + j] : products[j * width + i];
        variance += slope[i] * slope[j] * (product / n - sums[i] / n * (sums[j] / n));
      }
    }
    double divisor = ratios == 0 ? n - 1.0 : n;
    return Math.sqrt(Math.max(0, variance) / divisor);
  }

  /** Normal interval around the estimate. */
  public Interval interval(double level) {
    double z = NORMAL.inverseCumulativeProbability((1 + level) / 2);
    double half = z * standardError();
    return new Interval(value() - half, value() + half);
  }
}
