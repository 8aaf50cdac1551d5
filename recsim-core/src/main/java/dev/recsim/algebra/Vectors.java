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

  /**
   * Adds the sum of weight x over vectors, four at a time.
   *
   * @param sum receives it; the vectors are at least as long
   * @param weights of the vectors
   * @param x the vectors
   * @param count number of the vectors
   */
  public static void addScaled(double[] sum, double[] weights, double[][] x, int count) {
    int done = 0;
    for (; done + 4 <= count; done += 4) {
      double[] x0 = x[done];
      double[] x1 = x[done + 1];
      double[] x2 = x[done + 2];
      double[] x3 = x[done + 3];
      double w0 = weights[done];
      double w1 = weights[done + 1];
      double w2 = weights[done + 2];
      double w3 = weights[done + 3];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += w0 * x0[i] + w1 * x1[i] + w2 * x2[i] + w3 * x3[i];
      }
    }
    for (; done < count; done++) {
      double[] vector = x[done];
      double weight = weights[done];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * vector[i];
      }
    }
  }
}
