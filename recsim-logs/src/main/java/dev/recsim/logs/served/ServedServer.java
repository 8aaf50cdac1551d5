package dev.recsim.logs.served;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.FormatVersions;
import dev.recsim.io.text.Records;
import dev.recsim.logs.text.LogPaths;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The records of one server, in the order of its files. One record is read ahead. */
final class ServedServer implements Closeable {
  private final ServedFolder folder;
  private final ServedCounts counts;
  private Records records;

  /** Number of the file in the folder. */
  int file;

  /** Line of the next record. */
  long line;

  /** The next record; null if it is broken or there is none. */
  ServedLine next;

  /** Why the next record is broken; null if it is not. */
  ServedFault fault;

  /** The latest time so far: of a clock that goes back, the time before. */
  long now;

  ServedHeader header = ServedHeader.NONE;
  private Item ahead;
  private int opened = -1;
  private long lastTime = Long.MIN_VALUE;
  private long first = Long.MAX_VALUE;
  private long last = -1;
  private long read;
  private boolean ownSalt;

  /** A line, and the record that it is or what is wrong with it. */
  private record Item(int file, long line, ServedLine record, ServedFault fault) {}

  ServedServer(ServedFolder folder, ServedCounts counts) throws IOException {
    this.folder = folder;
    this.counts = counts;
    counts.files += folder.files().size();
    advance();
  }

  /** Whether there is a next record. */
  boolean hasNext() {
    return next != null || fault != null;
  }

  Path path(int number) {
    return folder.files().get(number);
  }

  /** Reads the record after the next one. */
  void advance() throws IOException {
    Item item = ahead == null ? read() : ahead;
    ahead = null;
    while (item != null && item.fault() != null && isTorn(item)) {
      counts.torn++;
      item = ahead;
      ahead = null;
    }
    next = null;
    fault = null;
    if (item == null) {
      end();
      return;
    }
    file = item.file();
    line = item.line();
    next = item.record();
    fault = item.fault();
    if (next == null) {
      read++;
    } else {
      count();
    }
  }

  private Item read() throws IOException {
    while (opened < folder.files().size()) {
      if (records != null && records.next()) {
        try {
          ServedLine read = ServedLine.of(records.bytes, records.from[0], records.to[0]);
          checkFormat(read);
          return new Item(opened, records.line, read, null);
        } catch (ServedFault e) {
          return new Item(opened, records.line, null, e);
        }
      }
      close();
      records = ++opened < folder.files().size() ? LogPaths.lines(path(opened)) : null;
    }
    return null;
  }

  private void checkFormat(ServedLine read) {
    FormatVersions known = new FormatVersions(ServedLine.FORMAT, ServedLine.FORMAT);
    if (!known.contain(read.format)) {
      throw new InvalidFile(
          path(opened), (int) records.line, 1, known.unknown(read.format, "serve again"));
    }
  }

  /** The last line of a file may be half a record: the server writes it, or was killed. */
  private boolean isTorn(Item item) throws IOException {
    if (item.fault().reason() != ServedFault.Reason.BROKEN_ROW || endsWithLine(path(item.file()))) {
      return false;
    }
    ahead = read();
    return ahead == null || ahead.file() != item.file();
  }

  private static boolean endsWithLine(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() == 0) {
        return true;
      }
      ByteBuffer end = ByteBuffer.allocate(1);
      channel.read(end, channel.size() - 1);
      return end.get(0) == '\n';
    }
  }

  private void count() {
    read += next.kind() == ServedLine.Kind.FORGOTTEN ? Math.max(1, next.count) : 1;
    first = Math.min(first, next.sequence);
    last = Math.max(last, next.sequence);
    counts.records++;
    counts.backwards += next.time + 1_000 < lastTime ? 1 : 0;
    lastTime = next.time;
    now = Math.max(now, next.time);
    if (next.kind() == ServedLine.Kind.START) {
      header = next.header;
      if (header.hashed() && header.saltEnv() == null && !ownSalt) {
        ownSalt = true;
        counts.ownSalts++;
      }
      counts.cut += header.cut() > 0 ? 1 : 0;
    } else if (next.kind() == ServedLine.Kind.FORGOTTEN) {
      counts.forgotten += next.count;
    }
  }

  private void end() throws IOException {
    if (last < 0) {
      return;
    }
    counts.lost += Math.max(0, last + 1 - first - read);
    Path sequence = folder.folder().resolve("sequence");
    if (Files.isRegularFile(sequence) && Files.size(sequence) == Long.BYTES) {
      byte[] bytes = Files.readAllBytes(sequence);
      long after = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() - last - 1;
      counts.unwritten += Math.max(0, after);
    }
    last = -1;
  }

  /** The first header of a log. */
  static ServedHeader first(List<ServedFolder> servers) throws IOException {
    for (ServedFolder server : servers) {
      try (ServedServer reader = new ServedServer(server, new ServedCounts())) {
        if (reader.header != ServedHeader.NONE) {
          return reader.header;
        }
      }
    }
    return ServedHeader.NONE;
  }

  @Override
  public void close() throws IOException {
    if (records != null) {
      records.close();
      records = null;
    }
  }
}
