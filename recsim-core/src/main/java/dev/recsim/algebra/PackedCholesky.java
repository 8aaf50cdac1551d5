package dev.recsim.algebra;

/**
 * Symmetric positive definite matrices that are stored one after another in an array. Only the
 * lower triangle is stored, row by row: entry (i, j), j up to i, has the offset i (i + 1) / 2 + j.
 * Sums have a fixed order.
 */
public final class PackedCholesky {
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

  /**
   * Adds the sum of weight x x' over vectors, three at a time, which reads and writes the matrix
   * less often.
   *
   * @param weights of the vectors
   * @param x the vectors; of each, the first n entries are read
   */
  public static void addOuters(double[] a, int at, int n, double[] weights, double[][] x) {
    int done = 0;
    for (; done + 2 < weights.length; done += 3) {
      double[] x0 = x[done];
      double[] x1 = x[done + 1];
      double[] x2 = x[done + 2];
      int row = at;
      for (int i = 0; i < n; i++) {
        double s0 = weights[done] * x0[i];
        double s1 = weights[done + 1] * x1[i];
        double s2 = weights[done + 2] * x2[i];
        for (int j = 0; j <= i; j++) {
          a[row + j] += s0 * x0[j] + s1 * x1[j] + s2 * x2[j];
        }
        row += i + 1;
      }
    }
    for (; done < weights.length; done++) {
      addOuter(a, at, n, weights[done], x[done]);
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
    int row = at;
    for (int i = 0; i < n; i++) {
      int other = at;
      for (int j = 0; j <= i; j++) {
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
      row += i + 1;
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
