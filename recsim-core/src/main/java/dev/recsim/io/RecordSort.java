package dev.recsim.io;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts more records than fit into memory: runs that fit are sorted, written to a temporary folder,
 * and merged. A record has a fixed number of bytes and begins with its key, a long (big endian).
 * Records of the same key stay in the order in which they were added.
 */
public final class RecordSort implements AutoCloseable {
  private static final int FIRST = 1_000;
  private static final int MERGED = 128;
  private static final int BUFFER = 1 << 18;

  private final int length;
  private final int most;
  private ByteBuffer records;
  private Scratch scratch;
  private final List<Path> runs = new ArrayList<>();
  private final PriorityQueue<Run> merge = new PriorityQueue<>();
  private int written;

  /** The order of all records if they fit, and how many were given. */
  private int[] inMemory;

  private int used;

  /** A sorted file and its first record that is not used. */
  private static final class Run implements Comparable<Run> {
    private final InputStream in;
    private final int number;
    private final byte[] record;
    private long key;

    Run(Path file, int number, int length) throws IOException {
      in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      this.number = number;
      record = new byte[length];
    }

    boolean next() throws IOException {
      if (in.readNBytes(record, 0, record.length) < record.length) {
        in.close();
        return false;
      }
      key = ByteBuffer.wrap(record).getLong();
      return true;
    }

    @Override
    public int compareTo(Run it) {
      return key != it.key ? Long.compare(key, it.key) : Integer.compare(number, it.number);
    }
  }

  /**
   * @param length of a record, 8 or more
   * @param memory bytes of records that are sorted at once
   */
  public RecordSort(int length, int memory) {
    this.length = length;
    most = Math.max(2, memory / length) * length;
    records = ByteBuffer.allocate(Math.min(most, FIRST * length));
  }

  /**
   * Adds the first bytes of an array as a record.
   *
   * @throws IOException if a temporary file cannot be written
   */
  public void add(byte[] record) throws IOException {
    if (!records.hasRemaining()) {
      if (records.capacity() < most) {
        int more = (int) Math.min(most, 2L * records.capacity());
        records = ByteBuffer.allocate(more).put(records.flip());
      } else {
        write();
      }
    }
    records.put(record, 0, length);
  }

  /** Ends adding; {@link #next} gives the records from now on. */
  public void sort() throws IOException {
    if (runs.isEmpty()) {
      inMemory = order(records.position() / length);
      return;
    }
    write();
    while (runs.size() > MERGED) {
      // The first runs become one, which stays the first.
      open(runs.subList(0, MERGED));
      Path merged = file();
      byte[] record = new byte[length];
      try (OutputStream out = output(merged)) {
        while (next(record)) {
          out.write(record);
        }
      }
      for (Path run : runs.subList(0, MERGED)) {
        Files.delete(run);
      }
      runs.subList(0, MERGED).clear();
      runs.add(0, merged);
    }
    open(runs);
  }

  /** Copies the next record into an array; false if there is none. */
  public boolean next(byte[] record) throws IOException {
    if (inMemory != null) {
      if (used == inMemory.length) {
        return false;
      }
      records.get(inMemory[used++] * length, record, 0, length);
      return true;
    }
    Run first = merge.poll();
    if (first == null) {
      return false;
    }
    System.arraycopy(first.record, 0, record, 0, length);
    if (first.next()) {
      merge.add(first);
    }
    return true;
  }

  private Path file() throws IOException {
    if (scratch == null) {
      scratch = new Scratch();
    }
    return scratch.folder().resolve("run" + written++);
  }

  private static OutputStream output(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
  }

  private void open(List<Path> files) throws IOException {
    for (Path file : files) {
      Run run = new Run(file, merge.size(), length);
      if (run.next()) {
        merge.add(run);
      }
    }
  }

  private void write() throws IOException {
    int count = records.position() / length;
    int[] order = order(count);
    Path file = file();
    runs.add(file);
    try (OutputStream out = output(file)) {
      for (int i = 0; i < count; i++) {
        out.write(records.array(), order[i] * length, length);
      }
    }
    records.clear();
  }

  /** Numbers of the records in memory in the order of their keys, by merging ever longer runs. */
  private int[] order(int count) {
    long[] keys = new long[count];
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      keys[i] = records.getLong(i * length);
      order[i] = i;
    }
    int[] other = new int[count];
    for (int width = 1; width < count; width = width > count / 2 ? count : 2 * width) {
      for (int from = 0; from < count; from += Math.min(2 * width, count - from)) {
        int middle = from + Math.min(width, count - from);
        int end = middle + Math.min(width, count - middle);
        int a = from;
        int b = middle;
        for (int i = from; i < end; i++) {
          boolean left = a < middle && (b == end || keys[order[a]] <= keys[order[b]]);
          other[i] = left ? order[a++] : order[b++];
        }
      }
      int[] swap = order;
      order = other;
      other = swap;
    }
    return order;
  }

  @Override
  public void close() throws IOException {
    try {
      for (Run run : merge) {
        run.in.close();
      }
    } finally {
      if (scratch != null) {
        scratch.close();
      }
    }
  }
}
