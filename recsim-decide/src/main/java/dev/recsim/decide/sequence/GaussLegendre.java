package dev.recsim.decide.sequence;

/** Nodes and weights of Gauss and Legendre on [-1, 1]. */
final class GaussLegendre {
  private GaussLegendre() {}

  /** Returns {nodes, weights}; nodes are in ascending order. */
  static double[][] rule(int n) {
    double[] nodes = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double x = -StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
      double slope = 0;
      for (int step = 0; step < 10; step++) {
        double before = 1;
        double value = x;
        for (int k = 2; k <= n; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        slope = n * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      nodes[i] = x;
      weights[i] = 2 / ((1 - x * x) * slope * slope);
    }
    return new double[][] {nodes, weights};
  }
}
