package dev.recsim.vectors;

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

  private final int size;
  private final boolean raw;
  private float[] closeness = {};
  private float[] squares = {};
  private float[][] columns = {};

  /**
   * A heap for each query with the worst vector on top: the least close one, of equal ones the
   * last.
   */
  private float[] kept = {};

  private int[] numbers = {};
  private int nearest;

  /**
   * Creates a search.
   *
   * @param size length of a vector
   * @param raw whether vectors are not scaled to length 1
   */
  public NearestScan(int size, boolean raw) {
    this.size = size;
    this.raw = raw;
  }

  /**
   * Finds the nearest vectors, nearest first, the lowest index among equals first.
   *
   * @param vectors [count x size]
   * @param queries [queryCount x size] from {@code firstQuery} on
   * @param k number of vectors to find, at most {@code count}
   * @param found [queryCount x stride] from {@code at} on, of which the first k of each row are
   *     overwritten
   */
  public void find(
      float[] vectors,
      int count,
      float[] queries,
      int firstQuery,
      int queryCount,
      int k,
      int[] found,
      int at,
      int stride) {
    if (k == 0) {
      return;
    }
    int blocks = (count + BLOCK - 1) / BLOCK;
    int block = (count + blocks - 1) / blocks;
    prepare(block, queryCount, k);
    for (int start = 0; start < count; start += block) {
      int length = Math.min(block, count - start);
      turn(vectors, start * size, length);
      if (raw) {
        square();
      }
      for (int q = 0; q < queryCount; q++) {
        Arrays.fill(closeness, 0);
        Kernels.axpyInTurn(queries, (firstQuery + q) * size, 1, columns, size, closeness);
        if (raw) {
          subtractSquares();
        }
        keep(q * k, start, length);
      }
    }
    for (int q = 0; q < queryCount; q++) {
      sort(q * k, found, at + q * stride);
    }
  }

  private void prepare(int block, int queryCount, int k) {
    nearest = k;
    if (closeness.length < block) {
      columns = new float[size][block];
      closeness = new float[block];
      squares = new float[block];
    }
    if (kept.length < queryCount * k) {
      kept = new float[queryCount * k];
      numbers = new int[queryCount * k];
    }
    Arrays.fill(kept, 0, queryCount * k, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < queryCount * k; i++) {
      numbers[i] = k - 1 - i % k;
    }
  }

  private void turn(float[] vectors, int at, int length) {
    for (int k = 0; k < size; k++) {
      float[] column = columns[k];
      for (int j = 0; j < length; j++) {
        column[j] = vectors[at + j * size + k];
      }
    }
  }

  private void square() {
    Arrays.fill(squares, 0);
    for (float[] x : columns) {
      for (int j = 0; j < squares.length; j++) {
        squares[j] += x[j] * x[j];
      }
    }
  }

  private void subtractSquares() {
    for (int j = 0; j < closeness.length; j++) {
      closeness[j] = 2 * closeness[j] - squares[j];
    }
  }

  private void keep(int heap, int start, int length) {
    float worst = kept[heap];
    for (int j = 0; j < length; j++) {
      if (closeness[j] > worst) {
        sink(heap, nearest, closeness[j], start + j);
        worst = kept[heap];
      }
    }
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
