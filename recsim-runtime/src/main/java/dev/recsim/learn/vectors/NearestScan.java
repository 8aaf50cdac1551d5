package dev.recsim.learn.vectors;

import java.util.Arrays;

/**
 * Exact search for the vectors nearest to each of some queries. Vectors are taken by blocks that
 * stay in the cache: a block is turned so that a component of all its vectors lies together, which
 * the loop over it needs to become vector instructions; then every query is held against it, and
 * keeps the best so far in a heap. Allocates nothing once its buffers have grown.
 *
 * <p>Closeness is the inner product for unit vectors, and minus the squared distance, without what
 * is the same for all vectors of a query, for others. Sums run over the components in order.
 */
public final class NearestScan {
  private static final int BLOCK = 512;

  private final float[] closeness = new float[BLOCK];
  private final float[] squares = new float[BLOCK];
  private float[][] columns = {};

  /** Of each query a heap, the worst vector on top: the least close, the last among equals. */
  private float[] kept = {};

  private int[] numbers = {};
  private int nearest;

  /**
   * Finds the nearest vectors, nearest first, the lowest index among equals first.
   *
   * @param vectors [count x size]
   * @param raw whether they are not scaled to length 1
   * @param queries [queryCount x size] from {@code firstQuery} on
   * @param k how many of them to find, at most {@code count}
   * @param found [queryCount x stride], of which the first k of each row are overwritten
   */
  public void find(
      float[] vectors,
      int count,
      int size,
      boolean raw,
      float[] queries,
      int firstQuery,
      int queryCount,
      int k,
      int[] found,
      int stride) {
    if (k == 0) {
      return;
    }
    prepare(size, queryCount, k);
    for (int start = 0; start < count; start += BLOCK) {
      int length = Math.min(BLOCK, count - start);
      turn(vectors, start * size, length, size);
      if (raw) {
        square(length, size);
      }
      for (int q = 0; q < queryCount; q++) {
        measure(queries, (firstQuery + q) * size, size, length);
        if (raw) {
          subtractSquares(length);
        }
        keep(q * k, start, length);
      }
    }
    for (int q = 0; q < queryCount; q++) {
      sort(q * k, found, q * stride);
    }
  }

  private void prepare(int size, int queryCount, int k) {
    nearest = k;
    if (columns.length != size) {
      columns = new float[size][BLOCK];
    }
    if (kept.length < queryCount * k) {
      kept = new float[queryCount * k];
      numbers = new int[queryCount * k];
    }
  }

  private void turn(float[] vectors, int at, int length, int size) {
    for (int k = 0; k < size; k++) {
      float[] column = columns[k];
      for (int j = 0; j < length; j++) {
        column[j] = vectors[at + j * size + k];
      }
    }
  }

  private void square(int length, int size) {
    Arrays.fill(squares, 0);
    for (int k = 0; k < size; k++) {
      addSquares(columns[k], squares, length);
    }
  }

  private static void addSquares(float[] x, float[] sums, int length) {
    for (int j = 0; j < length; j++) {
      sums[j] += x[j] * x[j];
    }
  }

  private void subtractSquares(int length) {
    float[] c = closeness;
    float[] s = squares;
    for (int j = 0; j < length; j++) {
      c[j] = 2 * c[j] - s[j];
    }
  }

  private void measure(float[] queries, int at, int size, int length) {
    Arrays.fill(closeness, 0, length, 0);
    int k = 0;
    for (; k + 3 < size; k += 4) {
      addProducts(
          queries[at + k],
          columns[k],
          queries[at + k + 1],
          columns[k + 1],
          queries[at + k + 2],
          columns[k + 2],
          queries[at + k + 3],
          columns[k + 3],
          closeness,
          length);
    }
    for (; k < size; k++) {
      addProducts(queries[at + k], columns[k], closeness, length);
    }
  }

  private static void addProducts(float a, float[] x, float[] sums, int length) {
    for (int j = 0; j < length; j++) {
      sums[j] += a * x[j];
    }
  }

  /** Four at a time, added one after another as one at a time would be. */
  private static void addProducts(
      float a0,
      float[] x0,
      float a1,
      float[] x1,
      float a2,
      float[] x2,
      float a3,
      float[] x3,
      float[] sums,
      int length) {
    for (int j = 0; j < length; j++) {
      sums[j] = (((sums[j] + a0 * x0[j]) + a1 * x1[j]) + a2 * x2[j]) + a3 * x3[j];
    }
  }

  private void keep(int heap, int start, int length) {
    int j = 0;
    for (; j < length && start + j < nearest; j++) {
      rise(heap, start + j, closeness[j], start + j);
    }
    float worst = kept[heap];
    for (; j < length; j++) {
      if (closeness[j] > worst) {
        sink(heap, nearest, closeness[j], start + j);
        worst = kept[heap];
      }
    }
  }

  /** Puts a vector at the end of a heap and lets it rise to its place. */
  private void rise(int heap, int end, float close, int number) {
    int i = end;
    while (i > 0 && isWorse(close, number, heap + (i - 1) / 2)) {
      move(heap + (i - 1) / 2, heap + i);
      i = (i - 1) / 2;
    }
    kept[heap + i] = close;
    numbers[heap + i] = number;
  }

  /** Puts a vector in place of the top of a heap and lets it sink to its place. */
  private void sink(int heap, int length, float close, int number) {
    int i = 0;
    while (2 * i + 1 < length) {
      int child = heap + 2 * i + 1;
      if (2 * i + 2 < length && isWorse(kept[child + 1], numbers[child + 1], child)) {
        child++;
      }
      if (isWorse(close, number, child)) {
        break;
      }
      move(child, heap + i);
      i = child - heap;
    }
    kept[heap + i] = close;
    numbers[heap + i] = number;
  }

  private boolean isWorse(float close, int number, int than) {
    return close < kept[than] || close == kept[than] && number > numbers[than];
  }

  private void move(int from, int to) {
    kept[to] = kept[from];
    numbers[to] = numbers[from];
  }

  private void sort(int heap, int[] found, int at) {
    for (int end = nearest - 1; end >= 0; end--) {
      found[at + end] = numbers[heap];
      sink(heap, end, kept[heap + end], numbers[heap + end]);
    }
  }
}
