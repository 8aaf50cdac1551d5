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
    int blocks = (count + BLOCK - 1) / BLOCK;
    int block = (count + blocks - 1) / blocks;
    prepare(size, block, queryCount, k);
    for (int start = 0; start < count; start += block) {
      int length = Math.min(block, count - start);
      turn(vectors, start * size, length, size);
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
      sort(q * k, found, q * stride);
    }
  }

  private void prepare(int size, int block, int queryCount, int k) {
    nearest = k;
    if (columns.length != size || closeness.length != block) {
      columns = new float[size][block];
      closeness = new float[block];
      squares = new float[block];
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
