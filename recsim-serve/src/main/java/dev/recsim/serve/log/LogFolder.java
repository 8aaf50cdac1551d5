package dev.recsim.serve.log;

import dev.recsim.api.Options;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.SharedFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a log while one process writes it. The next sequence number is in a mapped file, so
 * it survives the process: what a killed process had not written is a gap.
 */
final class LogFolder implements Closeable {
  private static final String LOCK = "lock";
  private static final String SEQUENCE = "sequence";
  private static final Pattern NAME = Pattern.compile("served-[0-9TZ]+-([0-9]{1,18})[.]jsonl");
  private static final Pattern NUMBER = Pattern.compile("(?m)^[{]\"seq\":([0-9]{1,18}),");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Bytes at the end of the last file in which the largest sequence number is looked for. */
  private static final int TAIL = 1 << 20;

  private final Path folder;
  private final Closeable lock;
  private final ByteBuffer sequence;
  private final long cut;
  private long lastNumber;

  private LogFolder(Path folder, Closeable lock) throws IOException {
    this.folder = folder;
    this.lock = lock;
    Path last = last();
    cut = last == null ? 0 : cut(last);
    sequence = sequence(folder.resolve(SEQUENCE));
    long next = Math.max(next(last), (long) LONGS.getVolatile(sequence, 0));
    LONGS.setVolatile(sequence, 0, next);
  }

  /**
   * Opens a folder, and cuts what a killed process left at the end of its last file.
   *
   * @throws InvalidFile if another server writes to it, or it cannot be written
   */
  static LogFolder open(Path folder) {
    Closeable lock = null;
    try {
      Files.createDirectories(folder);
      lock =
          SharedFile.lock(folder.resolve(LOCK))
              .orElseThrow(
                  () ->
                      new InvalidFile(
                          folder,
                          0,
                          0,
                          "another server writes its log to this folder; stop it, or give each"
                              + " server a folder of its own (readers take the folder above them)"));
      LogFolder open = new LogFolder(folder, lock);
      lock = null;
      return open;
    } catch (IOException e) {
      throw new InvalidFile(
          folder, 0, 0, unwritable(e) + "; see that the server may write the folder");
    } finally {
      closeQuietly(lock);
    }
  }

  /** What is wrong with the disk. Many exceptions of files have the bare path for a message. */
  static String unwritable(IOException e) {
    boolean bare = e instanceof FileSystemException it && it.getReason() == null;
    String kind = e.getClass().getSimpleName().replaceFirst("Exception$", "");
    String reason =
        bare
            ? "%s (%s)".formatted(e.getMessage(), Options.key(kind).replace('_', ' '))
            : e.getMessage();
    return "the log cannot be written: " + reason;
  }

  static void closeQuietly(Closeable file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // Nothing else can be done about it.
    }
  }

  /** Maps the file, with room on the disk for its bytes: a mapped hole of a full disk is fatal. */
  private static ByteBuffer sequence(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.size() != Long.BYTES) {
        channel.write(ByteBuffer.allocate(Long.BYTES), 0);
        channel.truncate(Long.BYTES);
      }
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    }
  }

  /** The file that was begun last, whatever the clock said; null if there is none. */
  private Path last() throws IOException {
    Path last = null;
    try (Stream<Path> inside = Files.list(folder)) {
      for (Path file : inside.toList()) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches() && Long.parseLong(name.group(1)) > lastNumber) {
          lastNumber = Long.parseLong(name.group(1));
          last = file;
        }
      }
    }
    return last;
  }

  /** Cuts a file after its last line end; returns how many bytes were cut. */
  private static long cut(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      long end = size;
      ByteBuffer block = ByteBuffer.allocate(1 << 16);
      while (end > 0) {
        long from = Math.max(0, end - block.capacity());
        block.clear().limit((int) (end - from));
        while (block.hasRemaining() && channel.read(block, from + block.position()) >= 0) {
          // Reads the whole block.
        }
        int i = block.position() - 1;
        while (i >= 0 && block.get(i) != '\n') {
          i--;
        }
        end = from + i + 1;
        if (i >= 0) {
          break;
        }
      }
      if (end < size) {
        channel.truncate(end);
        channel.force(true);
      }
      return size - end;
    }
  }

  /** The number after the largest one near the end of a file. */
  private static long next(Path file) throws IOException {
    if (file == null) {
      return 0;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(0, channel.size() - TAIL);
      ByteBuffer tail = ByteBuffer.allocate((int) (channel.size() - from));
      while (tail.hasRemaining() && channel.read(tail, from + tail.position()) >= 0) {
        // Reads the whole tail.
      }
      Matcher number =
          NUMBER.matcher(new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8));
      long next = 0;
      while (number.find()) {
        next = Math.max(next, Long.parseLong(number.group(1)) + 1);
      }
      return next;
    }
  }

  /** Takes the next sequence number; for any thread. */
  long nextSequence() {
    return (long) LONGS.getAndAdd(sequence, 0, 1L);
  }

  /** A name for the next file. */
  Path nextFile(long time) {
    String start = TIME.format(Instant.ofEpochMilli(time));
    return folder.resolve(String.format(Locale.ROOT, "served-%s-%06d.jsonl", start, ++lastNumber));
  }

  /** Bytes that were cut because a killed process left half a record. */
  long cut() {
    return cut;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
