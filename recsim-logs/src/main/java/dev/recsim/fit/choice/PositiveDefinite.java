package dev.recsim.fit.choice;

import java.util.Optional;

/**
 * A symmetric positive definite matrix by its Cholesky factor L, with A = L L'.
 *
 * @param lower the factor, lower triangular
 */
public record PositiveDefinite(double[][] lower) {
  /** A pivot below this share of its diagonal entry counts as 0. */
  private static final double SINGULAR = 1e-12;

  /**
   * Factors a matrix; empty if it is not positive definite to working precision.
   *
   * @param matrix only its lower triangle is read
   */
  public static Optional<PositiveDefinite> of(double[][] matrix) {
    int n = matrix.length;
    double[][] lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j && !(sum > SINGULAR * matrix[i][i])) {
          return Optional.empty();
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    return Optional.of(new PositiveDefinite(lower));
  }

  /** Solves A x = b; the argument is not changed. */
  public double[] solve(double[] b) {
    int n = lower.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }
}
