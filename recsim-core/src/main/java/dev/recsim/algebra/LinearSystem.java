package dev.recsim.algebra;

/** Solves A x = b by Gaussian elimination with partial pivoting, in a fixed order of operations. */
public final class LinearSystem {
  private LinearSystem() {}

  /**
   * Solves in place.
   *
   * @param a n x n, destroyed
   * @param b replaced by the solution
   * @return false if the matrix is singular to working precision
   */
  public static boolean solve(double[][] a, double[] b) {
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
      double[] swapped = a[pivot];
      a[pivot] = a[column];
      a[column] = swapped;
      double value = b[pivot];
      b[pivot] = b[column];
      b[column] = value;
      for (int r = column + 1; r < n; r++) {
        double factor = a[r][column] / a[column][column];
        if (factor != 0) {
          for (int k = column; k < n; k++) {
            a[r][k] -= factor * a[column][k];
          }
          b[r] -= factor * b[column];
        }
      }
    }
    for (int row = n - 1; row >= 0; row--) {
      for (int below = row + 1; below < n; below++) {
        b[row] -= a[row][below] * b[below];
      }
      b[row] /= a[row][row];
    }
    return true;
  }
}
