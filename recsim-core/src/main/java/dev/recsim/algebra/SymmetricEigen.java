package dev.recsim.algebra;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations: Golub and Van
 * Loan, "Matrix Computations", section 8.5. The component of a vector with the largest size is
 * above 0.
 *
 * @param values the eigenvalues, the largest first
 * @param vectors the eigenvector of each value, of length 1
 */
public record SymmetricEigen(double[] values, double[][] vectors) {
  private static final int SWEEPS = 60;
  private static final double SMALL = 1e-15;

  /**
   * Decomposes a matrix.
   *
   * @param matrix symmetric, [n][n]; is not changed
   */
  public static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    // Rows are the vectors.
    double[][] v = new double[n][n];
    double size = 0;
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
      for (int j = 0; j < n; j++) {
        size = Math.max(size, Math.abs(a[i][j]));
      }
    }
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < SWEEPS; sweep++) {
      rotated = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (Math.abs(a[p][q]) > SMALL * size) {
            rotate(a, v, p, q);
            rotated = true;
          }
        }
      }
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((i, j) -> Double.compare(a[j][j], a[i][i]))
            .mapToInt(i -> i)
            .toArray();
    return new SymmetricEigen(
        Arrays.stream(order).mapToDouble(i -> a[i][i]).toArray(),
        Arrays.stream(order).mapToObj(i -> signed(v[i])).toArray(double[][]::new));
  }

  /** Makes the entry of p and q 0. */
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
    double c = 1 / Math.sqrt(1 + t * t);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double left = a[k][p];
      a[k][p] = c * left - s * a[k][q];
      a[k][q] = s * left + c * a[k][q];
    }
    for (double[][] rows : new double[][][] {a, v}) {
      for (int k = 0; k < a.length; k++) {
        double upper = rows[p][k];
        rows[p][k] = c * upper - s * rows[q][k];
        rows[q][k] = s * upper + c * rows[q][k];
      }
    }
  }

  private static double[] signed(double[] vector) {
    double largest = 0;
    for (double each : vector) {
      largest = Math.abs(each) > Math.abs(largest) + SMALL ? each : largest;
    }
    double sign = largest < 0 ? -1 : 1;
    return Arrays.stream(vector).map(it -> sign * it).toArray();
  }
}
