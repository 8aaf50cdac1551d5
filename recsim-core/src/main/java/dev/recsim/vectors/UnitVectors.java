package dev.recsim.vectors;

/**
 * Scales vectors to Euclidean length 1, and computes the derivative. Vectors are stored one after
 * another.
 */
public final class UnitVectors {
  /** Smallest divisor, as in PyTorch. */
  private static final double SHORTEST = 1e-12;

  private UnitVectors() {}

  /**
   * Scales the vectors {@code from} to {@code to - 1}: u = v / max(|v|, 1e-12).
   *
   * @param units overwritten; may be the vectors themselves
   * @param lengths overwritten by the divisors
   */
  public static void normalize(
      float[] vectors, int from, int to, int size, float[] units, float[] lengths) {
    for (int i = from; i < to; i++) {
      int start = i * size;
      float squares = 0;
      for (int k = start; k < start + size; k++) {
        squares += vectors[k] * vectors[k];
      }
      float length = (float) Math.max(Math.sqrt(squares), SHORTEST);
      for (int k = start; k < start + size; k++) {
        units[k] = vectors[k] / length;
      }
      lengths[i] = length;
    }
  }

  /**
   * Converts derivatives with respect to the unit vectors {@code from} to {@code to - 1} into
   * derivatives with respect to the vectors, in place: g = (g - (g u) u) / |v|.
   */
  public static void backward(
      float[] gradients, float[] units, float[] lengths, int from, int to, int size) {
    for (int i = from; i < to; i++) {
      backward(gradients, units, lengths[i], i * size, (i + 1) * size);
    }
  }

  /** Not in the loop over vectors: the JIT would compile that first in the middle, then again. */
  private static void backward(float[] gradients, float[] units, float length, int from, int to) {
    float along = 0;
    for (int k = from; k < to; k++) {
      along += gradients[k] * units[k];
    }
    for (int k = from; k < to; k++) {
      gradients[k] = (gradients[k] - along * units[k]) / length;
    }
  }
}
