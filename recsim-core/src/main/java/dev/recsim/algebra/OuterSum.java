package dev.recsim.algebra;

import java.util.Arrays;

/**
 * The sum of weight x x' over many vectors. Three vectors are added to two rows of the sum at a
 * time, and each row is an array of its own: compiled loops then use vector instructions, and read
 * and write less. Sums have a fixed order. Not for several threads.
 */
public final class OuterSum {
  /** Number of vectors that are best added in one call, or a multiple of it. */
  public static final int AT_ONCE = 3;

  private final int n;

  /** Row i of the lower triangle; entries after i are not used. */
  private final double[][] rows;

  /**
   * @param n length of the vectors
   */
  public OuterSum(int n) {
    this.n = n;
    rows = new double[n][n];
  }

  /** Sets the sum to 0. */
  public void clear() {
    for (double[] row : rows) {
      Arrays.fill(row, 0);
    }
  }

  /** Reads the sum from a matrix that is stored as {@link PackedCholesky} does. */
  public void read(double[] a, int at) {
    int start = at;
    for (int i = 0; i < n; i++) {
      System.arraycopy(a, start, rows[i], 0, i + 1);
      start += i + 1;
    }
  }

  /** Writes the sum to such a matrix. */
  public void write(double[] a, int at) {
    int start = at;
    for (int i = 0; i < n; i++) {
      System.arraycopy(rows[i], 0, a, start, i + 1);
      start += i + 1;
    }
  }

  /**
   * Adds the sum over vectors.
   *
   * @param weights of the vectors
   * @param x the vectors
   * @param count number of the vectors
   */
  public void add(double[] weights, double[][] x, int count) {
    for (int at = 0; at < count; at += AT_ONCE) {
      double[] x0 = x[at];
      double[] x1 = at + 1 < count ? x[at + 1] : x0;
      double[] x2 = at + 2 < count ? x[at + 2] : x0;
      double w1 = at + 1 < count ? weights[at + 1] : 0;
      double w2 = at + 2 < count ? weights[at + 2] : 0;
      addThree(weights[at], w1, w2, x0, x1, x2);
    }
  }

  private void addThree(double w0, double w1, double w2, double[] x0, double[] x1, double[] x2) {
    int i = 0;
    for (; i < n - 1; i += 2) {
      double s0 = w0 * x0[i];
      double s1 = w1 * x1[i];
      double s2 = w2 * x2[i];
      double t0 = w0 * x0[i + 1];
      double t1 = w1 * x1[i + 1];
      double t2 = w2 * x2[i + 1];
      double[] row = rows[i];
      double[] next = rows[i + 1];
      for (int j = 0; j < i + 2; j++) {
        double y0 = x0[j];
        double y1 = x1[j];
        double y2 = x2[j];
        row[j] += s0 * y0 + s1 * y1 + s2 * y2;
        next[j] += t0 * y0 + t1 * y1 + t2 * y2;
      }
    }
    if (i < n) {
      double s0 = w0 * x0[i];
      double s1 = w1 * x1[i];
      double s2 = w2 * x2[i];
      double[] row = rows[i];
      for (int j = 0; j <= i; j++) {
        row[j] += s0 * x0[j] + s1 * x1[j] + s2 * x2[j];
      }
    }
  }
}
