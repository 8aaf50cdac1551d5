package dev.recsim.learn.vectors;

import java.util.Arrays;

/**
 * Finds the vectors nearest to each query by exact search. Vectors are processed in blocks that fit
 * in the cache. A block is transposed, so the JIT can vectorize the loop over its vectors. Each
 * query is compared with the block and keeps its best vectors in a heap. Allocates nothing once its
 * buffers have grown.
 *
 * <p>For unit vectors, closeness is the inner product. For others it is minus the squared distance,
 * up to a constant for each query. Sums are in the order of the components.
 */
public final class NearestScan {
  private static final int BLOCK = 512;

  private final float[] closeness = new float[BLOCK];
  private final float[] squares = new float[BLOCK];
  private float[][] columns = {};

  /**
   * A heap for each query with the worst vector on top: the least close one, of equal ones the
   * last.
   */
  private float[] kept = {};

  private int[] numbers = {};
  private int nearest;

  /**
   * Finds the nearest vectors, nearest first, the lowest index among equals first.
   *
   * @param vectors [count x size]
   * @param raw whether they are not scaled to length 1
   * @param queries [queryCount x size] from {@code firstQuery} on
   * @param k number of vectors to find, at most {@code count}
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

  /** Adds four components per pass, in order, so the sums are the same as one at a time. */
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

  /** Adds a vector at the end of a heap and moves it up to its place. */
  private void rise(int heap, int end, float close, int number) {
    int i = end;
    while (i > 0 && isWorse(close, number, heap + (i - 1) / 2)) {
      move(heap + (i - 1) / 2, heap + i);
      i = (i - 1) / 2;
    }
    kept[heap + i] = close;
    numbers[heap + i] = number;
  }

  /** Replaces the top of a heap and moves the vector down to its place. */
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
