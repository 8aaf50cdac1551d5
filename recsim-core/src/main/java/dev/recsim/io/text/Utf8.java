package dev.recsim.io.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells texts from bytes in another encoding. */
public final class Utf8 {
  private Utf8() {}

  /** Whether bytes are UTF-8 without a NUL, which no other program shows as it is. */
  public static boolean isText(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] <= 0) {
        return bytes[i] < 0 && isDecoded(bytes, i, to);
      }
    }
    return true;
  }

  private static boolean isDecoded(byte[] bytes, int from, int to) {
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes, from, to - from);
      return StandardCharsets.UTF_8.newDecoder().decode(rest).chars().noneMatch(c -> c == 0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
