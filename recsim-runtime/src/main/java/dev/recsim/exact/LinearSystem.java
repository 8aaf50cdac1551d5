package dev.recsim.exact;

/** Solves A X = B by Gaussian elimination with partial pivoting, in a fixed order of operations. */
final class LinearSystem {
  private LinearSystem() {}

  /**
   * Solves in place.
   *
   * @param a n x n, destroyed
   * @param b n x m right-hand sides, replaced by the solutions
   * @return false if the matrix is singular to working precision
   */
  static boolean solve(double[][] a, double[][] b) {
    int n = a.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(a[row][column]) > Math.abs(a[pivot][column])) {
          pivot = row;
        }
      }
      if (Math.abs(a[pivot][column]) < 1e-14) {
        return false;
      }
      swap(a, pivot, column);
      swap(b, pivot, column);
      for (int row = column + 1; row < n; row++) {
        double factor = a[row][column] / a[column][column];
        if (factor != 0) {
          subtract(a[row], a[column], factor, column);
          subtract(b[row], b[column], factor, 0);
        }
      }
    }
    for (int row = n - 1; row >= 0; row--) {
      for (int below = row + 1; below < n; below++) {
        subtract(b[row], b[below], a[row][below], 0);
      }
      for (int k = 0; k < b[row].length; k++) {
        b[row][k] /= a[row][row];
      }
    }
    return true;
  }

  private static void subtract(double[] target, double[] source, double factor, int from) {
    for (int k = from; k < target.length; k++) {
      target[k] -= factor * source[k];
    }
  }

  private static void swap(double[][] rows, int i, int j) {
    double[] row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }
}
