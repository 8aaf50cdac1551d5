package dev.recsim.logs.served;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.io.FormatVersions;
import dev.recsim.io.text.Records;
import dev.recsim.logs.text.LogPaths;
import dev.recsim.served.ServedFault.Reason;
import dev.recsim.served.ServedHeader;
import dev.recsim.served.ServedLine;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The records of one server, in the order of its files. One record is read ahead. */
final class ServedServer implements Closeable {
  private final ServedFolder folder;
  private final ServedCounts counts;
  private Records records;

  /** The next record, which may be broken. */
  private Optional<ServedLine> next = Optional.empty();

  /** The latest time so far: of a clock that goes back, the time before. */
  long now;

  ServedHeader header = ServedHeader.NONE;
  private Optional<ServedLine> ahead = Optional.empty();
  private int opened = -1;
  private long lastTime = Long.MIN_VALUE;
  private long first = Long.MAX_VALUE;
  private long last = -1;
  private long read;
  private boolean ownSalt;

  ServedServer(ServedFolder folder, ServedCounts counts) throws IOException {
    this.folder = folder;
    this.counts = counts;
    counts.files += folder.files().size();
    advance();
  }

  /** Whether there is a next record. */
  boolean hasNext() {
    return next.isPresent();
  }

  /** The next record; there must be one. */
  ServedLine next() {
    return next.orElseThrow();
  }

  Path path(int number) {
    return folder.files().get(number);
  }

  /** Reads the record after the next one. */
  void advance() throws IOException {
    next = following();
    while (next.isPresent() && isTorn(next())) {
      counts.torn++;
      next = following();
    }
    if (next.isPresent()) {
      count(next());
    } else {
      end();
    }
  }

  private Optional<ServedLine> following() throws IOException {
    Optional<ServedLine> line = ahead.isPresent() ? ahead : read();
    ahead = Optional.empty();
    return line;
  }

  private Optional<ServedLine> read() throws IOException {
    while (opened < folder.files().size()) {
      if (records != null && records.next()) {
        ServedLine read = ServedLine.of(records.bytes, records.from[0], records.to[0]);
        read.file = opened;
        read.line = records.line;
        checkFormat(read);
        return Optional.of(read);
      }
      close();
      records = ++opened < folder.files().size() ? LogPaths.lines(path(opened)) : null;
    }
    return Optional.empty();
  }

  private void checkFormat(ServedLine read) {
    FormatVersions known = new FormatVersions(ServedLine.FORMAT, ServedLine.FORMAT);
    if (read.fault.isEmpty() && !known.contain(read.format)) {
      throw new InvalidFile(
          path(opened), (int) records.line, 1, known.unknown(read.format, "serve again"));
    }
  }

  /** The last line of a file may be half a record: the server writes it, or was killed. */
  private boolean isTorn(ServedLine line) throws IOException {
    boolean broken = line.fault.filter(it -> it.reason() == Reason.BROKEN_ROW).isPresent();
    if (!broken || endsWithLine(path(line.file))) {
      return false;
    }
    ahead = read();
    return ahead.isEmpty() || ahead.get().file != line.file;
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

  private void count(ServedLine record) {
    if (record.kind() == ServedLine.Kind.BROKEN) {
      read++;
      return;
    }
    read += record.kind() == ServedLine.Kind.FORGOTTEN ? Math.max(1, record.count) : 1;
    first = Math.min(first, record.sequence);
    last = Math.max(last, record.sequence);
    counts.records++;
    counts.backwards += record.time + 1_000 < lastTime ? 1 : 0;
    lastTime = record.time;
    now = Math.max(now, record.time);
    if (record.kind() == ServedLine.Kind.START) {
      header = record.header;
      if (header.hashed() && header.saltEnv().isEmpty() && !ownSalt) {
        ownSalt = true;
        counts.ownSalts++;
      }
      counts.cut += header.cut() > 0 ? 1 : 0;
      header.catalogue().ifPresent(it -> counts.catalogues.put(it.digest(), it.size()));
    } else if (record.kind() == ServedLine.Kind.FORGOTTEN) {
      counts.forgotten += record.count;
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
