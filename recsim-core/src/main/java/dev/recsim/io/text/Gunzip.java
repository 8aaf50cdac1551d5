package dev.recsim.io.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads all members of a gzip file (RFC 1952). The JDK's stream takes bytes that are no member for
 * the end of the file, so that the rest of a damaged file would be missing in silence.
 */
public final class Gunzip extends InputStream {
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATE = 8;

  /** Time, extra flags and operating system. */
  private static final int UNUSED = 6;

  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream file;
  private final byte[] buffer;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();

  /** The bytes of the buffer that are not used yet. */
  private int position;

  private int limit;
  private boolean over;

  /**
   * @param file is closed with this stream
   * @param buffer bytes that are read at once
   * @throws ZipException if it does not start with a member
   * @throws EOFException if it ends within the start
   */
  public Gunzip(InputStream file, int buffer) throws IOException {
    this.file = file;
    this.buffer = new byte[buffer];
    begin();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int start, int length) throws IOException {
    try {
      while (!over && length > 0) {
        int read = inflater.inflate(bytes, start, length);
        if (read > 0) {
          crc.update(bytes, start, read);
          return read;
        }
        if (inflater.finished()) {
          position = limit - inflater.getRemaining();
          end();
        } else if (hasMore()) {
          inflater.setInput(buffer, position, limit - position);
          position = limit;
        } else {
          throw new EOFException("the end is missing");
        }
      }
    } catch (DataFormatException e) {
      throw new ZipException(String.valueOf(e.getMessage()));
    }
    return over ? -1 : 0;
  }

  /** Reads the start of a member. */
  private void begin() throws IOException {
    if (two() != MAGIC || one() != DEFLATE) {
      throw new ZipException("a part is not in gzip format");
    }
    int flags = one();
    skip(UNUSED);
    if ((flags & EXTRA) != 0) {
      skip(two());
    }
    for (int text : new int[] {NAME, COMMENT}) {
      boolean more = (flags & text) != 0;
      while (more) {
        more = one() != 0;
      }
    }
    skip((flags & HEADER_CRC) == 0 ? 0 : 2);
    inflater.reset();
    crc.reset();
  }

  /** Reads the end of a member, and the start of the next one if there is one. */
  private void end() throws IOException {
    long sum = two() | (long) two() << Short.SIZE;
    long size = two() | (long) two() << Short.SIZE;
    if (sum != crc.getValue() || size != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("the check sum is wrong");
    }
    over = !hasMore();
    if (!over) {
      begin();
    }
  }

  private boolean hasMore() throws IOException {
    if (position == limit) {
      limit = Math.max(0, file.read(buffer, 0, buffer.length));
      position = 0;
    }
    return position < limit;
  }

  private int one() throws IOException {
    if (!hasMore()) {
      throw new EOFException("the end is missing");
    }
    return buffer[position++] & 0xff;
  }

  private int two() throws IOException {
    return one() | one() << Byte.SIZE;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      one();
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    file.close();
  }
}
