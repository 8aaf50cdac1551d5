package dev.recsim.logs.text;

import java.nio.charset.StandardCharsets;

/**
 * A hash of a text, below 0; two of n texts have the same with a probability of about n^2 / 2^64,
 * 5e-6 for 10 million.
 */
public final class TextHash {
  private TextHash() {}

  /** The hash of these bytes. */
  public static long of(byte[] bytes, int from, int to) {
    long hash = 0xCBF29CE484222325L;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x100000001B3L;
    }
    hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
    hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
    return hash ^ hash >>> 32 | Long.MIN_VALUE;
  }

  /** The hash of a text in UTF-8. */
  public static long of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(bytes, 0, bytes.length);
  }
}
