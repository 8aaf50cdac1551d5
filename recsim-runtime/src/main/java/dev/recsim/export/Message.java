package dev.recsim.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message in the wire format of Protocol Buffers: for each field its number and kind, then its
 * value. The bytes depend only on the calls.
 */
final class Message {
  private static final int NUMBER = 0;
  private static final int BYTES = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Adds a whole number. */
  Message number(int field, long value) {
    varint(field << 3 | NUMBER);
    varint(value);
    return this;
  }

  /** Adds text. */
  Message text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a message within this one. */
  Message message(int field, Message value) {
    return bytes(field, value.encode());
  }

  /** Adds bytes. */
  Message bytes(int field, byte[] value) {
    varint(field << 3 | BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  /** Adds fields that are encoded already. */
  Message bytes(byte[] fields) {
    out.writeBytes(fields);
    return this;
  }

  /** Seven bits to a byte, the lowest first; the highest bit says that more follow. */
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  byte[] encode() {
    return out.toByteArray();
  }
}
