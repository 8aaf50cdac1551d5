package dev.recsim.algebra;

/** Sums over vectors, in the order of their entries. */
public final class Vectors {
  private Vectors() {}

  /**
   * Returns x' y.
   *
   * @param y at least as long as x
   */
  public static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
