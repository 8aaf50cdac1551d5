package dev.recsim.learn.tabularq;

/**
 * Maps numbers to bins. The bin of x is the number of edges that are at most x, for n evenly spaced
 * edges: 0 below the first edge, n from the last edge on (NumPy's {@code digitize} with {@code
 * linspace}).
 */
final class Bins {
  private final double[] edges;

  Bins(double first, double last, int count) {
    edges = new double[count];
    for (int i = 0; i < count; i++) {
      edges[i] =
          i == 0 ? first : i == count - 1 ? last : first + i * ((last - first) / (count - 1));
    }
  }

  int bin(double value) {
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (edges[middle] <= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
