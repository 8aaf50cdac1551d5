package dev.recsim.agent.linear;

import dev.recsim.algebra.Cholesky;
import dev.recsim.api.Weights.Tensor;

/**
 * A symmetric positive definite matrix A to which outer products are added, with its Cholesky
 * factor L: A = L L'. Mutable.
 */
final class Precision {
  private final int n;

  /** The lower triangle, by rows. Entries above the diagonal are not used. */
  private final double[][] a;

  /** Null if the matrix has changed since it was factored. */
  private Cholesky factor;

  private Precision(int n) {
    this.n = n;
    this.a = new double[n][n];
  }

  /** Returns the identity matrix times a number. */
  static Precision unit(int n, double scale) {
    Precision unit = new Precision(n);
    for (int i = 0; i < n; i++) {
      unit.a[i][i] = scale;
    }
    return unit;
  }

  static Precision of(Tensor tensor) {
    Precision precision = new Precision(tensor.shape()[0]);
    for (int i = 0; i < precision.n; i++) {
      for (int j = 0; j <= i; j++) {
        precision.a[i][j] = tensor.data()[i * precision.n + j];
      }
    }
    return precision;
  }

  Tensor tensor() {
    float[] data = new float[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        data[i * n + j] = (float) (j <= i ? a[i][j] : a[j][i]);
      }
    }
    return Tensor.matrix(n, n, data);
  }

  Precision copy() {
    Precision copy = new Precision(n);
    for (int i = 0; i < n; i++) {
      copy.a[i] = a[i].clone();
    }
    return copy;
  }

  /** A += weight x x'. */
  void add(double[] x, double weight) {
    for (int i = 0; i < n; i++) {
      double scaled = weight * x[i];
      if (scaled != 0) {
        double[] row = a[i];
        for (int j = 0; j <= i; j++) {
          row[j] += scaled * x[j];
        }
      }
    }
    factor = null;
  }

  /** A += the other matrix. */
  void add(Precision other) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i][j] += other.a[i][j];
      }
    }
    factor = null;
  }

  /** A^-1. */
  double[][] inverse() {
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      inverse[i][i] = 1;
      inverse[i] = solve(inverse[i]);
    }
    return inverse;
  }

  /** A x. */
  double[] times(double[] x) {
    double[] product = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        product[i] += (j <= i ? a[i][j] : a[j][i]) * x[j];
      }
    }
    return product;
  }

  /** A^-1 b. */
  double[] solve(double[] b) {
    return upperSolve(factor().lowerSolve(b));
  }

  /** x' A^-1 x. */
  double inverseForm(double[] x) {
    double sum = 0;
    for (double y : factor().lowerSolve(x)) {
      sum += y * y;
    }
    return sum;
  }

  /** Returns L'^-1 z, which has covariance A^-1 if the z are independent standard normals. */
  double[] upperSolve(double[] z) {
    return factor().upperSolve(z);
  }

  private Cholesky factor() {
    if (factor == null) {
      factor =
          Cholesky.of(a, 0)
              .orElseThrow(
                  () -> new IllegalArgumentException("the matrix is not positive definite"));
    }
    return factor;
  }
}
