package dev.recsim.io.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a file into records, and records into fields (RFC 4180), without copying: a field is a
 * range of {@link #bytes}, valid until the next call of {@link #next}.
 */
public final class Records implements Closeable {
  private static final int CHUNK = 1 << 20;
  private static final int ZIPPED = 1 << 16;
  private static final int LONGEST_RECORD = 1 << 24;
  private static final byte QUOTE = '"';

  private final Fault fault;
  private final InputStream in;
  private final boolean[] special = new boolean[256];
  private final byte separator;

  /** The file's bytes around the record. */
  public byte[] bytes = new byte[CHUNK];

  /** Number of fields. */
  public int fields;

  /** First byte of each field. */
  public int[] from = new int[64];

  /** End of each field, exclusive. */
  public int[] to = new int[64];

  /** Line of the record's start, 1-based. */
  public long line;

  /** First field with a text after its closing quote, or -1. */
  public int misquoted;

  private boolean[] doubled = new boolean[64];
  private int start;
  private int position;
  private int limit;
  private boolean over;
  private long nextLine = 1;
  private int newlines;

  /** What is thrown if a file cannot be split. */
  @FunctionalInterface
  public interface Fault {
    /** An exception with a place, 1-based, and what is wrong there. */
    RuntimeException at(long line, int column, String message);
  }

  private Records(Fault fault, byte separator, boolean quotes, InputStream in) {
    this.fault = fault;
    this.separator = separator;
    special[separator] = true;
    special['\n'] = true;
    special[QUOTE] = quotes;
    this.in = in;
  }

  /** Records of a CSV file with this separator. */
  public static Records csv(InputStream in, char separator, Fault fault) {
    return new Records(fault, (byte) separator, true, in);
  }

  /** Records of one field, the line. */
  public static Records lines(InputStream in, Fault fault) {
    return new Records(fault, (byte) '\n', false, in);
  }

  /** Sets the next record: a line without its end. */
  public void set(byte[] bytes, long line) {
    this.bytes = bytes;
    position = 0;
    limit = bytes.length;
    over = true;
    nextLine = line;
  }

  /**
   * Moves to the next record; empty lines are none.
   *
   * @return false at the end of the file
   * @throws RuntimeException that the fault makes, if a quote is not closed, or the record is
   *     longer than 16 MiB
   */
  public boolean next() throws IOException {
    do {
      start = position;
      while (!split()) {
        if (!fill()) {
          return false;
        }
      }
      line = nextLine;
      nextLine += newlines;
    } while (fields == 1 && from[0] == to[0]);
    for (int f = 0; f < fields; f++) {
      if (doubled[f]) {
        undouble(f);
      }
    }
    return true;
  }

  /** Column of a field in its line, 1-based, in bytes. */
  public int column(int field) {
    int lineStart = from[field];
    while (lineStart > start && bytes[lineStart - 1] != '\n') {
      lineStart--;
    }
    return from[field] - lineStart + 1;
  }

  /** Finds the fields of the record at {@code start}; returns false if it is not yet in memory. */
  private boolean split() throws IOException {
    byte[] bytes = this.bytes;
    int limit = this.limit;
    int i = start;
    int n = 0;
    newlines = 0;
    misquoted = -1;
    open(n, i);
    while (i < limit) {
      byte b = bytes[i];
      if (!special[b & 0xFF]) {
        i++;
      } else if (b == '\n') {
        end(n, i, i + 1);
        newlines++;
        return true;
      } else if (b == separator) {
        close(n++, i++);
        open(n, i);
      } else if (i > from[n]) {
        i++;
      } else {
        i = quoted(n, i + 1);
        if (i < 0) {
          return false;
        }
      }
    }
    if (over && start < limit) {
      end(n, limit, limit);
      return true;
    }
    return false;
  }

  /**
   * Finds the end of a quoted field and returns the index after it; -1 if it is not yet in memory.
   */
  private int quoted(int n, int i) {
    from[n] = i;
    for (; i < limit; i++) {
      if (bytes[i] == '\n') {
        newlines++;
      } else if (bytes[i] == QUOTE) {
        boolean last = i + 1 == limit;
        if (last && !over) {
          return -1;
        }
        if (last || bytes[i + 1] != QUOTE) {
          to[n] = i;
          return afterQuote(n, i + 1);
        }
        doubled[n] = true;
        i++;
      }
    }
    if (over) {
      throw fault.at(nextLine, from[n] - start, "the quote that opens here is never closed");
    }
    return -1;
  }

  private int afterQuote(int n, int i) {
    int end = i;
    while (end < limit && bytes[end] != separator && bytes[end] != '\n') {
      end++;
    }
    boolean carriageReturn = end == i + 1 && bytes[i] == '\r';
    if (end > i && !carriageReturn && misquoted < 0) {
      misquoted = n;
    }
    // Marks that the end of the field is known.
    to[n] = -to[n] - 1;
    return end == limit && !over ? -1 : end;
  }

  private void open(int n, int i) {
    if (n == from.length) {
      from = Arrays.copyOf(from, 2 * n);
      to = Arrays.copyOf(to, 2 * n);
      doubled = Arrays.copyOf(doubled, 2 * n);
    }
    from[n] = i;
    to[n] = 0;
    doubled[n] = false;
  }

  private void close(int n, int i) {
    to[n] = to[n] < 0 ? -to[n] - 1 : i;
  }

  private void end(int n, int i, int next) {
    boolean open = to[n] >= 0;
    close(n, i);
    if (open && to[n] > from[n] && bytes[to[n] - 1] == '\r') {
      to[n]--;
    }
    fields = n + 1;
    position = next;
  }

  /** Replaces pairs of quotes in a field. */
  private void undouble(int f) {
    int end = from[f];
    for (int i = from[f]; i < to[f]; i++) {
      bytes[end++] = bytes[i];
      if (bytes[i] == QUOTE) {
        i++;
      }
    }
    to[f] = end;
  }

  /** Reads more; returns false if there is no record left. */
  private boolean fill() throws IOException {
    if (over) {
      return false;
    }
    System.arraycopy(bytes, start, bytes, 0, limit - start);
    limit -= start;
    start = 0;
    if (limit == bytes.length) {
      if (limit >= LONGEST_RECORD) {
        throw fault.at(
            nextLine,
            1,
            "the record that begins here is longer than 16 MiB; is a quote not closed?");
      }
      bytes = Arrays.copyOf(bytes, 2 * limit);
    }
    int read = in.readNBytes(bytes, limit, bytes.length - limit);
    limit += read;
    over = limit < bytes.length;
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
