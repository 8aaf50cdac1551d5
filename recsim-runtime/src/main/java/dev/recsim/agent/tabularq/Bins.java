package dev.recsim.agent.tabularq;

import java.util.Arrays;

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
    int place = Arrays.binarySearch(edges, value + 0.0); // 0 instead of -0
    return place < 0 ? -place - 1 : place + 1;
  }
}
