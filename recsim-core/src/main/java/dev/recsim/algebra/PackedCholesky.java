package dev.recsim.algebra;

/**
 * Symmetric positive definite matrices that are stored one after another in an array. Only the
 * lower triangle is stored, row by row: entry (i, j), j up to i, has the offset i (i + 1) / 2 + j.
 * Sums have a fixed order.
 */
public final class PackedCholesky {
  /** Rows whose sums are computed at a time. */
  private static final int ROWS = 4;

  private PackedCholesky() {}

  /** Number of entries of an n x n matrix. */
  public static int size(int n) {
    return n * (n + 1) / 2;
  }

  /**
   * Adds weight x x'.
   *
   * @param a receives the sum
   * @param at first entry of the matrix
   * @param x its first n entries are read
   */
  public static void addOuter(double[] a, int at, int n, double weight, double[] x) {
    int row = at;
    for (int i = 0; i < n; i++) {
      double scaled = weight * x[i];
      for (int j = 0; j <= i; j++) {
        a[row + j] += scaled * x[j];
      }
      row += i + 1;
    }
  }

  /** Adds a number to each diagonal entry. */
  public static void addDiagonal(double[] a, int at, int n, double value) {
    int row = at;
    for (int i = 0; i < n; i++) {
      a[row + i] += value;
      row += i + 1;
    }
  }

  /**
   * Replaces a matrix A by its factor L, with A = L L'.
   *
   * @throws ArithmeticException if it is not positive definite
   */
  public static void factor(double[] a, int at, int n) {
    for (int i = 0; i < n; i += ROWS) {
      int to = Math.min(n, i + ROWS);
      int done = 0;
      if (to - i == ROWS) {
        done = i;
        factorRows(a, at, i);
      }
      for (int r = i; r < to; r++) {
        factorRow(a, at, r, done);
      }
    }
  }

  /** Computes four rows up to before column i, which are four sums at a time. */
  private static void factorRows(double[] a, int at, int i) {
    int row0 = at + size(i);
    int row1 = row0 + i + 1;
    int row2 = row1 + i + 2;
    int row3 = row2 + i + 3;
    int other = at;
    for (int j = 0; j < i; j++) {
      double sum0 = a[row0 + j];
      double sum1 = a[row1 + j];
      double sum2 = a[row2 + j];
      double sum3 = a[row3 + j];
      for (int k = 0; k < j; k++) {
        double entry = a[other + k];
        sum0 -= a[row0 + k] * entry;
        sum1 -= a[row1 + k] * entry;
        sum2 -= a[row2 + k] * entry;
        sum3 -= a[row3 + k] * entry;
      }
      double diagonal = a[other + j];
      a[row0 + j] = sum0 / diagonal;
      a[row1 + j] = sum1 / diagonal;
      a[row2 + j] = sum2 / diagonal;
      a[row3 + j] = sum3 / diagonal;
      other += j + 1;
    }
  }

  /** Computes a row from a column on. */
  private static void factorRow(double[] a, int at, int i, int from) {
    int row = at + size(i);
    int other = at + size(from);
    for (int j = from; j <= i; j++) {
      double sum = a[row + j];
      for (int k = 0; k < j; k++) {
        sum -= a[row + k] * a[other + k];
      }
      if (i == j && !(sum > 0)) {
        throw new ArithmeticException("a matrix is not positive definite");
      }
      a[row + j] = i == j ? Math.sqrt(sum) : sum / a[other + j];
      other += j + 1;
    }
  }

  /** Replaces b by A^-1 b, for A = L L'. */
  public static void solve(double[] factor, int at, int n, double[] b) {
    int row = at;
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int j = 0; j < i; j++) {
        sum -= factor[row + j] * b[j];
      }
      b[i] = sum / factor[row + i];
      row += i + 1;
    }
    upperSolve(factor, at, n, b);
  }

  /** Replaces z by L'^-1 z, which has covariance A^-1 if the z are independent standard normals. */
  public static void upperSolve(double[] factor, int at, int n, double[] z) {
    int row = at + size(n);
    for (int i = n - 1; i >= 0; i--) {
      row -= i + 1;
      z[i] /= factor[row + i];
      for (int j = 0; j < i; j++) {
        z[j] -= factor[row + j] * z[i];
      }
    }
  }
}
