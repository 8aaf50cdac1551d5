package dev.recsim.learn;

/** Arrays that are reused, and grow with what they hold. */
public final class Buffers {
  private Buffers() {}

  /** Returns the array if it has the length; else a longer one, at least twice, filled with 0. */
  public static float[] atLeast(int length, float[] array) {
    return array.length >= length ? array : new float[Math.max(length, 2 * array.length)];
  }

  /** Returns the array if it has the length; else a longer one, at least twice, filled with 0. */
  public static int[] atLeast(int length, int[] array) {
    return array.length >= length ? array : new int[Math.max(length, 2 * array.length)];
  }
}
