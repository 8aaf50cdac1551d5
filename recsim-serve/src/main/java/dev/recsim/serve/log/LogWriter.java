package dev.recsim.serve.log;

import dev.recsim.serve.log.FileSink.Entry;
import dev.recsim.served.EventRecord;
import dev.recsim.served.EventRecord.Start;
import dev.recsim.served.RecordText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Writes records to files, and begins new ones. Records are gathered in a buffer and written at
 * once. If that fails, the file is cut to its last whole record, and the same bytes are tried again
 * until the disk has room. One thread writes; any thread may read the counts.
 */
final class LogWriter {
  private static final int BUFFER = 1 << 18;
  private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long FORCED = TimeUnit.SECONDS.toNanos(1);
  private static final long DAY = TimeUnit.DAYS.toMillis(1);

  private final LogFolder folder;
  private final Disk disk;
  private final long rotate;
  private final RecordText text;
  private final LongSupplier clock;
  private final Bytes buffer = new Bytes();

  /** What serves, for the first record of the next file. */
  private Start start = new Start(null, List.of(), List.of(), List.of(), Map.of());

  private Path file;
  private Disk.Output output;

  /** Bytes of whole records in the file. */
  private long size;

  /** Day of the file, since 1970. */
  private long day;

  private long unforcedSince;
  private boolean unforced;
  private long cut;
  private volatile long deadline = Long.MAX_VALUE;
  private volatile long written;
  private volatile long lost;
  private volatile int buffered;
  private volatile String failure;

  /** Bytes that are not copied. */
  private static final class Bytes extends ByteArrayOutputStream {
    Bytes() {
      super(2 * BUFFER);
    }

    ByteBuffer all() {
      return ByteBuffer.wrap(buf, 0, count);
    }

    void cut(int size) {
      count = size;
    }
  }

  LogWriter(LogFolder folder, Disk disk, long rotate, RecordText text, LongSupplier clock) {
    this.folder = folder;
    this.disk = disk;
    this.rotate = rotate;
    this.text = text;
    this.clock = clock;
    cut = folder.cut();
  }

  LogFolder folder() {
    return folder;
  }

  /** Adds a record, and writes if there are many. */
  void append(Entry entry) {
    boolean begins = entry.record() instanceof Start;
    if (entry.record() instanceof Start now) {
      start = now;
    }
    // A clock that goes back begins no file.
    boolean later = Math.floorDiv(entry.time(), DAY) > day;
    if (file == null || later || size + buffer.size() >= rotate) {
      begin(entry, begins);
      if (begins) {
        return;
      }
    }
    add(entry.record(), entry.sequence(), entry.time(), 0);
    if (entry.record() instanceof EventRecord.Arms arms) {
      start = start.with(arms);
    }
    if (buffer.size() >= BUFFER) {
      commit();
    }
  }

  /** Begins the next file with a record of what serves. */
  private void begin(Entry entry, boolean begins) {
    commit();
    unforcedSince = System.nanoTime() - FORCED;
    force();
    close();
    file = folder.nextFile(entry.time());
    size = 0;
    day = Math.floorDiv(entry.time(), DAY);
    long sequence = begins ? entry.sequence() : folder.nextSequence();
    add(start, sequence, begins ? entry.time() : clock.getAsLong(), cut);
    cut = 0;
  }

  private void add(Object record, long sequence, long time, long cutBytes) {
    int before = buffer.size();
    try {
      text.write(record, sequence, time, cutBytes, buffer);
      buffered++;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // A record that cannot be written must not end the log.
      buffer.cut(before);
      lost++;
    }
  }

  /** Writes what is gathered, and tries again until it succeeds or the deadline is over. */
  void commit() {
    while (buffer.size() > 0) {
      try {
        if (output == null) {
          output = disk.open(file, size);
        }
        output.write(buffer.all());
        size += buffer.size();
        written += buffered;
        reset();
        unforcedSince = unforced ? unforcedSince : System.nanoTime();
        unforced = true;
        failure = null;
      } catch (IOException e) {
        failure = LogFolder.unwritable(e);
        close();
        if (System.nanoTime() - deadline > 0) {
          lost += buffered;
          reset();
          cut();
        } else {
          LockSupport.parkNanos(this, RETRY);
        }
      }
    }
  }

  /** Removes half a record; if that fails, the next server does it. */
  private void cut() {
    try {
      disk.open(file, size).close();
    } catch (IOException e) {
      // The failure that caused this is already reported.
    }
  }

  private void reset() {
    buffer.reset();
    buffered = 0;
  }

  /** Forces to the disk what has waited for a second; returns when to call again. */
  long force() {
    if (!unforced) {
      return FORCED;
    }
    long age = System.nanoTime() - unforcedSince;
    if (age < FORCED) {
      return FORCED - age;
    }
    unforced = false;
    try {
      if (output != null) {
        output.force();
        if (!output.exists()) {
          // Someone deleted the file.
          close();
          file = null;
        }
      }
    } catch (IOException e) {
      failure = LogFolder.unwritable(e);
      close();
    }
    return FORCED;
  }

  private void close() {
    LogFolder.closeQuietly(output);
    output = null;
  }

  /** Forces everything to the disk and leaves the folder. */
  void end() {
    try {
      if (output != null) {
        output.force();
      }
    } catch (IOException e) {
      failure = LogFolder.unwritable(e);
    }
    close();
    LogFolder.closeQuietly(folder);
  }

  /** After this time of {@link System#nanoTime}, nothing is tried again. */
  void deadline(long nanos) {
    deadline = nanos;
  }

  long written() {
    return written;
  }

  long lost() {
    return lost;
  }

  int buffered() {
    return buffered;
  }

  /** Why writing fails; null if it does not. */
  String failure() {
    return failure;
  }
}
