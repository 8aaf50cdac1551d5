package dev.recsim.ope;

/**
 * Estimates the value of a policy from rows of a log. The estimate is a mean plus a sum of ratios
 * of means: each row has the terms {@code a, b_1, c_1, ..., b_K, c_K}, and the estimate of n rows
 * is {@code sum(a) / n + sum_k sum(b_k) / sum(c_k)}.
 *
 * @param <R> a row: what the log says about one session. It may be filled again for each session
 */
public interface Estimator<R> {

  /** Name in tables and files. */
  String name();

  /** The number K of ratios. */
  int ratios();

  /**
   * Writes the 1 + 2 K terms of a row.
   *
   * @param at index of the first term
   */
  void terms(R row, double[] into, int at);

  /** Number of terms. */
  default int width() {
    return 1 + 2 * ratios();
  }

  /**
   * The estimate; a ratio whose denominator is 0 is left out.
   *
   * @param n number of rows, or the sum of their weights
   * @param sums sums of the terms over the rows
   * @param at index of the first term
   */
  static double value(double n, double[] sums, int at, int ratios) {
    double value = sums[at] / n;
    for (int k = 0; k < ratios; k++) {
      double denominator = sums[at + 2 + 2 * k];
      value += denominator == 0 ? 0 : sums[at + 1 + 2 * k] / denominator;
    }
    return value;
  }
}
