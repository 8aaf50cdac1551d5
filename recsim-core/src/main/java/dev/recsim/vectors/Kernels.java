package dev.recsim.vectors;

/**
 * Loops over rows of numbers that C2 turns into vector instructions on Java 17 and 25. Sums have a
 * fixed order, so results do not depend on the machine or the compiler.
 *
 * <p>No literal of type float stands in this file and in the layers: the tests compile the same
 * sources with double in place of float to check the gradients by finite differences.
 */
public final class Kernels {
  private static final float[] ONE = {1};

  private Kernels() {}

  /** y += a x. */
  private static void axpy(float a, float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += a * x[i];
    }
  }

  /**
   * y += a0 x0 + a1 x1 + a2 x2 + a3 x3. Four at a time is what pays: y is loaded and stored once,
   * and eight no longer vectorise on Java 17.
   */
  private static void axpy(
      float a0,
      float[] x0,
      float a1,
      float[] x1,
      float a2,
      float[] x2,
      float a3,
      float[] x3,
      float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += a0 * x0[i] + a1 * x1[i] + a2 * x2[i] + a3 * x3[i];
    }
  }

  /**
   * y = (((y + a0 x0) + a1 x1) + a2 x2) + a3 x3: the bits of four calls for one row each.
   *
   * @param a has a0 at {@code at}, and each further one {@code stride} behind
   * @param rows has x0 at {@code r}, and the others behind
   */
  private static void fourInTurn(float[] a, int at, int stride, float[][] rows, int r, float[] y) {
    float a0 = a[at];
    float a1 = a[at + stride];
    float a2 = a[at + 2 * stride];
    float a3 = a[at + 3 * stride];
    float[] x0 = rows[r];
    float[] x1 = rows[r + 1];
    float[] x2 = rows[r + 2];
    float[] x3 = rows[r + 3];
    for (int i = 0; i < y.length; i++) {
      y[i] = y[i] + a0 * x0[i] + a1 * x1[i] + a2 * x2[i] + a3 * x3[i];
    }
  }

  /**
   * Adds the first rows to y in turn, each a multiple: {@code y += a[start + r * stride] rows[r]}
   * for r = 0, 1, ...
   */
  public static void axpyInTurn(
      float[] a, int start, int stride, float[][] rows, int count, float[] y) {
    int r = 0;
    for (; r + 3 < count; r += 4) {
      fourInTurn(a, start + r * stride, stride, rows, r, y);
    }
    for (; r < count; r++) {
      axpy(a[start + r * stride], rows[r], y);
    }
  }

  /** Adds the first rows to y in turn. */
  public static void addInTurn(float[][] rows, int count, float[] y) {
    axpyInTurn(ONE, 0, 0, rows, count, y);
  }

  /** y += x. */
  public static void add(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += x[i];
    }
  }

  /** y += the sum over the first {@code count} entries i of {@code indices} of a[i] rows[i]. */
  public static void combine(float[] a, int[] indices, int count, float[][] rows, float[] y) {
    int k = 0;
    for (; k + 3 < count; k += 4) {
      int i0 = indices[k];
      int i1 = indices[k + 1];
      int i2 = indices[k + 2];
      int i3 = indices[k + 3];
      axpy(a[i0], rows[i0], a[i1], rows[i1], a[i2], rows[i2], a[i3], rows[i3], y);
    }
    for (; k < count; k++) {
      axpy(a[indices[k]], rows[indices[k]], y);
    }
  }

  /** y += the sum over k below {@code count} of a[start + k] rows[first + k]. */
  public static void combine(
      float[] a, int start, float[][] rows, int first, int count, float[] y) {
    int i = start;
    int r = first;
    for (; r + 3 < first + count; r += 4) {
      axpy(a[i], rows[r], a[i + 1], rows[r + 1], a[i + 2], rows[r + 2], a[i + 3], rows[r + 3], y);
      i += 4;
    }
    for (; r < first + count; r++) {
      axpy(a[i++], rows[r], y);
    }
  }

  /**
   * Adds the outer products of a batch: {@code sums[i] += the sum over r of left[r][i] right[r]}.
   */
  public static void outer(float[][] left, float[][] right, int rows, float[][] sums, int n) {
    int r = 0;
    for (; r + 3 < rows; r += 4) {
      outerOfFour(left, right, r, sums, n);
    }
    for (; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        axpy(left[r][i], right[r], sums[i]);
      }
    }
  }

  /** Not in the loop over rows: the JIT would compile that first in the middle, then again. */
  private static void outerOfFour(float[][] left, float[][] right, int r, float[][] sums, int n) {
    float[] l0 = left[r];
    float[] l1 = left[r + 1];
    float[] l2 = left[r + 2];
    float[] l3 = left[r + 3];
    for (int i = 0; i < n; i++) {
      axpy(l0[i], right[r], l1[i], right[r + 1], l2[i], right[r + 2], l3[i], right[r + 3], sums[i]);
    }
  }

  /**
   * Two inner products, {@code out[at0] = x y0} and {@code out[at1] = x y1}, each summed in four
   * interleaved chains; x is loaded once.
   */
  public static void dot(float[] x, float[] y0, float[] y1, float[] out, int at0, int at1) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float t0 = 0;
    float t1 = 0;
    float t2 = 0;
    float t3 = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      s0 += x[i] * y0[i];
      t0 += x[i] * y1[i];
      s1 += x[i + 1] * y0[i + 1];
      t1 += x[i + 1] * y1[i + 1];
      s2 += x[i + 2] * y0[i + 2];
      t2 += x[i + 2] * y1[i + 2];
      s3 += x[i + 3] * y0[i + 3];
      t3 += x[i + 3] * y1[i + 3];
    }
    for (; i < x.length; i++) {
      s0 += x[i] * y0[i];
      t0 += x[i] * y1[i];
    }
    out[at0] = (s0 + s1) + (s2 + s3);
    out[at1] = (t0 + t1) + (t2 + t3);
  }
}
