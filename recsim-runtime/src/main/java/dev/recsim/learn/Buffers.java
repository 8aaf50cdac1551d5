package dev.recsim.learn;

/** Arrays that are reused, and grow with what they hold. */
public final class Buffers {
  private Buffers() {}

  /** Returns the array if it has the length; else one of twice the length, without its numbers. */
  public static float[] atLeast(int length, float[] array) {
    return array.length >= length ? array : new float[Math.multiplyExact(2, length)];
  }

  /** As the other method. */
  public static int[] atLeast(int length, int[] array) {
    return array.length >= length ? array : new int[Math.multiplyExact(2, length)];
  }
}
