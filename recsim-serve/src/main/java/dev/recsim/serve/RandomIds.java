package dev.recsim.serve;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Random numbers for ids and keys, from a secure generator of its own. Confined to one thread. */
final class RandomIds {
  private static final int ID = 16;
  private static final HexFormat HEX = HexFormat.of();

  private final SecureRandom random = new SecureRandom();
  private final byte[] bytes = new byte[1 << 12];
  private final byte[] id = new byte[ID];
  private final ByteBuffer left = ByteBuffer.wrap(bytes);

  RandomIds() {
    left.position(bytes.length);
  }

  private ByteBuffer atLeast(int count) {
    if (left.remaining() < count) {
      random.nextBytes(bytes);
      left.position(0);
    }
    return left;
  }

  /** 128 random bits as 32 hexadecimal digits. */
  String id() {
    atLeast(ID).get(id);
    return HEX.formatHex(id);
  }

  long key() {
    return atLeast(Long.BYTES).getLong();
  }
}
