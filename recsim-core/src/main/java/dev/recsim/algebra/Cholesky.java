package dev.recsim.algebra;

import java.util.Optional;

/**
 * The Cholesky factor L of a symmetric positive definite matrix: A = L L'.
 *
 * @param lower n x n, lower triangular
 */
public record Cholesky(double[][] lower) {

  /** Factors a matrix; empty if it is not positive definite to working precision. */
  public static Optional<Cholesky> of(double[][] matrix) {
    return of(matrix, 1e-12);
  }

  /**
   * Factors a matrix; empty if it is not positive definite.
   *
   * @param matrix n x n; only its lower triangle is read
   * @param singular a pivot up to this share of its diagonal entry counts as 0
   */
  public static Optional<Cholesky> of(double[][] matrix, double singular) {
    int n = matrix.length;
    double[][] lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j && !(sum > singular * matrix[i][i])) {
          return Optional.empty();
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    return Optional.of(new Cholesky(lower));
  }

  /** Returns A^-1 b. */
  public double[] solve(double[] b) {
    double[] x = lowerSolve(b);
    for (int i = x.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < x.length; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }

  /**
   * Returns the square roots of the diagonal of A^-1: of an information matrix, the standard
   * errors.
   */
  public double[] standardErrors() {
    double[] errors = new double[lower.length];
    for (int i = 0; i < errors.length; i++) {
      double[] unit = new double[errors.length];
      unit[i] = 1;
      errors[i] = Math.sqrt(solve(unit)[i]);
    }
    return errors;
  }

  /** Returns L^-1 b. */
  public double[] lowerSolve(double[] b) {
    double[] y = new double[b.length];
    for (int i = 0; i < y.length; i++) {
      double[] row = lower[i];
      double sum = b[i];
      for (int j = 0; j < i; j++) {
        sum -= row[j] * y[j];
      }
      y[i] = sum / row[i];
    }
    return y;
  }

  /** Returns L'^-1 z, which has covariance A^-1 if the z are independent standard normals. */
  public double[] upperSolve(double[] z) {
    double[] x = z.clone();
    for (int i = x.length - 1; i >= 0; i--) {
      x[i] /= lower[i][i];
      for (int j = 0; j < i; j++) {
        x[j] -= lower[i][j] * x[i];
      }
    }
    return x;
  }
}
