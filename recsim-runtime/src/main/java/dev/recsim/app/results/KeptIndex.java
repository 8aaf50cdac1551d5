package dev.recsim.app.results;

import dev.recsim.baseline.Revision;
import dev.recsim.io.AtomicFile;
import dev.recsim.io.RegularFile;
import dev.recsim.io.process.RecordBytes;
import dev.recsim.report.IndexPage.Linked;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * What a command has found out for the index of a folder of reports, for the next command: rows,
 * and committed versions of baselines. A file that is damaged, or of another state, is as good as
 * none.
 */
public final class KeptIndex {
  private static final int FORMAT = 2;

  /**
   * A row of the index.
   *
   * @param from what it was made from, by the name of the experiment
   */
  public record Row(SortedMap<String, String> from, Linked row) {}

  /** The contents of the file. */
  private record Content(
      int format,
      String state,
      SortedMap<String, Row> rows,
      SortedMap<String, List<Revision>> histories) {
    static Content empty(String state) {
      return new Content(FORMAT, state, new TreeMap<>(), new TreeMap<>());
    }
  }

  private final Path file;

  /** The file's contents; empty before anything was read. */
  private byte[] stored = new byte[0];

  private boolean changed;

  private final Content content;

  /**
   * Reads the file, if it is there.
   *
   * @param state what everything in it depends on: the code, and the last commit
   */
  public KeptIndex(Path file, String state) {
    this.file = file;
    content = read(state);
  }

  private Content read(String state) {
    try {
      stored = RegularFile.read(file);
      int end = stored.length - Long.BYTES;
      if (end > 0 && sum(stored, end) == ByteBuffer.wrap(stored).getLong(end)) {
        Content found = RecordBytes.decode(Arrays.copyOf(stored, end), Content.class);
        if (found.format() == FORMAT && found.state().equals(state)) {
          return found;
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // A damaged file has no rows.
    }
    return Content.empty(state);
  }

  /** The rows, by the name of their file; a change is kept. */
  public SortedMap<String, Row> rows() {
    changed = true;
    return content.rows();
  }

  /** The committed versions of a baseline, newest first; empty if they are not known. */
  public Optional<List<Revision>> history(String experiment) {
    return Optional.ofNullable(content.histories().get(experiment));
  }

  /** Keeps the committed versions of a baseline. */
  public void add(String experiment, List<Revision> history) {
    changed = true;
    content.histories().put(experiment, history);
  }

  /** Writes the file if it is not like that already. */
  public void write() throws IOException {
    if (!changed) {
      return;
    }
    changed = false;
    byte[] body = RecordBytes.encode(content);
    ByteBuffer bytes = ByteBuffer.allocate(body.length + Long.BYTES).put(body);
    bytes.putLong(sum(body, body.length));
    if (!Arrays.equals(bytes.array(), stored)) {
      stored = bytes.array();
      AtomicFile.write(file, stored);
    }
  }

  private static long sum(byte[] bytes, int end) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    return sum.getValue();
  }
}
