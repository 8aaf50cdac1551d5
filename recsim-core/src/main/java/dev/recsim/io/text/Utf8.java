package dev.recsim.io.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells texts from bytes in another encoding. */
public final class Utf8 {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOWEST = 0x0101010101010101L;
  private static final long HIGHEST = 0x8080808080808080L;

  private Utf8() {}

  /** Whether bytes are UTF-8 without a NUL, which no other program shows as it is. */
  public static boolean isText(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long word = (long) WORDS.get(bytes, i);
      // A byte above 127 has its highest bit; a byte of 0 borrows from it.
      if (((word - LOWEST & ~word | word) & HIGHEST) != 0) {
        return isDecoded(bytes, i, to);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] <= 0) {
        return isDecoded(bytes, i, to);
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
