package dev.recsim.io.text;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads a gzip file to its end. {@link GZIPInputStream} takes the first bytes after a member that
 * are not the start of another one for the end of the file, so that the rest of a damaged file
 * would be missing in silence.
 */
public final class Gunzip extends InputStream {
  private final InputStream file;
  private final int buffer;
  private Member member;

  /**
   * @param file is closed with this stream
   * @param buffer bytes that are read at once
   * @throws ZipException if it does not start with a member
   */
  public Gunzip(InputStream file, int buffer) throws IOException {
    this.file = file;
    this.buffer = buffer;
    this.member = new Member(file, buffer);
  }

  /** Some members, as far as the JDK reads them. */
  private static final class Member extends GZIPInputStream {
    /** Check sum and size at the end of a member. */
    private static final int TRAILER = 8;

    Member(InputStream file, int buffer) throws IOException {
      super(new Ended(file), buffer);
    }

    /** What was read after the end of the last member. */
    byte[] rest() {
      int left = Math.max(0, inf.getRemaining() - TRAILER);
      byte[] rest = new byte[left];
      System.arraycopy(buf, len - left, rest, 0, left);
      return rest;
    }
  }

  /** Says that no more bytes are available, so that nothing is read to look for a member. */
  private static final class Ended extends FilterInputStream {
    Ended(InputStream file) {
      super(file);
    }

    @Override
    public int available() {
      return 0;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int start, int length) throws IOException {
    int read = member.read(bytes, start, length);
    while (read < 0) {
      byte[] rest = member.rest();
      PushbackInputStream after = new PushbackInputStream(file, rest.length + 1);
      after.unread(rest);
      int next = after.read();
      if (next < 0) {
        return -1;
      }
      after.unread(next);
      try {
        member = new Member(after, buffer);
      } catch (ZipException e) {
        throw new ZipException("what follows a whole part is not in gzip format");
      }
      read = member.read(bytes, start, length);
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
