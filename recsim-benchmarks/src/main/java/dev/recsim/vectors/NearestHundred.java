package dev.recsim.vectors;

import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Time and recall of a search for the 100 nearest of many documents: by cells, and by the index of
 * {@code recsim-index}. Documents are outputs of a random network of 64 x 64, as encoded documents
 * are; with argument {@code uniform} directions are drawn uniformly, the hardest case.
 *
 * <pre>{@code java -cp ... dev.recsim.vectors.NearestHundred 1000000 [uniform]}</pre>
 */
public final class NearestHundred {
  private static final int SIZE = 16;
  private static final int FEATURES = 20;
  private static final int WIDTH = 64;
  private static final int K = 100;
  private static final int QUERIES = 1_000;
  private static final int ROUNDS = 5;

  private NearestHundred() {}

  /**
   * Prints a line for each index.
   *
   * @param args number of documents; {@code uniform}
   */
  public static void main(String[] args) {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    boolean uniform = args.length > 1;
    float[] units = vectors(count, uniform, RandomKey.root(1));
    float[] queries = vectors(QUERIES, uniform, RandomKey.root(uniform ? 2 : 1).child("users"));
    int[] exact = new int[QUERIES * K];
    new NearestScan(SIZE, false).find(units, count, queries, 0, QUERIES, K, exact, 0, K);
    measure("cells", new CellIndex(units, count, SIZE), queries, exact);
    long start = System.nanoTime();
    VectorIndex graph = IndexBuilder.load().build(units, count, SIZE);
    System.out.printf(Locale.ROOT, "graph built in %.0f s%n", (System.nanoTime() - start) / 1e9);
    measure("graph", graph, queries, exact);
  }

  private static void measure(String name, VectorIndex index, float[] queries, int[] exact) {
    int[] found = new int[QUERIES * K];
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int q = 0; q < QUERIES; q++) {
        index.find(queries, q, 1, K, found, q * K, K);
      }
      best = Math.min(best, (System.nanoTime() - start) / 1e3 / QUERIES);
    }
    int hits = 0;
    for (int q = 0; q < QUERIES; q++) {
      Set<Integer> right = new HashSet<>();
      Arrays.stream(exact, q * K, (q + 1) * K).forEach(right::add);
      for (int i = 0; i < K; i++) {
        hits += right.contains(found[q * K + i]) ? 1 : 0;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f us a query, recall %.3f%n",
        name,
        best,
        (double) hits / (QUERIES * K));
  }

  private static float[] vectors(int count, boolean uniform, RandomKey key) {
    if (uniform) {
      return NearestScanBenchmark.directions(count, SIZE, key);
    }
    RandomKey network = RandomKey.root(9);
    float[] first = weights(FEATURES, WIDTH, network.child("first"));
    float[] second = weights(WIDTH, WIDTH, network.child("second"));
    float[] last = weights(WIDTH, SIZE, network.child("last"));
    float[] all = new float[count * SIZE];
    for (int i = 0; i < count; i++) {
      float[] x = new float[FEATURES];
      RandomKey draws = key.child(i);
      for (int f = 0; f < FEATURES; f++) {
        x[f] = (float) draws.gaussian(f);
      }
      float[] out =
          layer(layer(layer(x, first, WIDTH, true), second, WIDTH, true), last, SIZE, false);
      System.arraycopy(out, 0, all, i * SIZE, SIZE);
    }
    UnitVectors.normalize(all, 0, count, SIZE, all, new float[count]);
    return all;
  }

  private static float[] weights(int from, int to, RandomKey key) {
    float[] all = new float[from * to];
    for (int i = 0; i < all.length; i++) {
      all[i] = (float) (key.gaussian(i) / Math.sqrt(from / 2.0));
    }
    return all;
  }

  private static float[] layer(float[] x, float[] weights, int width, boolean rectified) {
    float[] out = new float[width];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < width; j++) {
        out[j] += x[i] * weights[i * width + j];
      }
    }
    for (int j = 0; rectified && j < width; j++) {
      out[j] = Math.max(0, out[j]);
    }
    return out;
  }
}
