package dev.recsim.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple2;

/**
 * Numbers the rows of a log in its order, as recsim's {@code LogRows} wants them. A first job
 * counts the lines and rows of each piece of the files.
 */
final class Numbered
    implements Function2<Integer, Iterator<byte[]>, Iterator<Tuple2<RowKey, byte[]>>> {
  private static final long serialVersionUID = 1;
  private static final int PREFIX = 4 + 8 + 8 + 1;

  private final RowReader reader;
  private final ArrayList<Piece> pieces;
  private final ArrayList<Count> begins = new ArrayList<>();

  /**
   * Consecutive lines of a file.
   *
   * @param titled whether its first line that is not empty is the header
   * @param first whether it is the first one of the file
   */
  record Piece(int file, boolean titled, boolean first) implements Serializable {}

  /** How many lines and rows a piece has, or are before it, and the session of the last of them. */
  private record Count(long lines, long rows, long session) implements Serializable {}

  Numbered(RowReader reader, List<Piece> pieces) {
    this.reader = reader;
    this.pieces = new ArrayList<>(pieces);
  }

  /** Counts the lines. */
  Numbered counted(JavaRDD<byte[]> all) {
    RowReader reader = this.reader;
    ArrayList<Piece> pieces = this.pieces;
    List<Count> counts =
        all.mapPartitionsWithIndex(
                (index, lines) -> List.of(count(reader, pieces.get(index), lines)).iterator(), true)
            .collect();
    long lines = 0;
    long rows = 0;
    long session = RowReader.NONE;
    for (int i = 0; i < counts.size(); i++) {
      Count count = counts.get(i);
      lines = pieces.get(i).first() ? 0 : lines;
      begins.add(new Count(lines, rows, session));
      lines += count.lines();
      rows += count.rows();
      session = count.session() == RowReader.NONE ? session : count.session();
    }
    return this;
  }

  private static Count count(RowReader reader, Piece piece, Iterator<byte[]> lines) {
    Rows rows = new Rows(reader, piece, new Count(0, 0, RowReader.NONE), lines);
    while (rows.hasNext()) {
      rows.next();
    }
    return new Count(rows.line, rows.number, rows.session);
  }

  @Override
  public Iterator<Tuple2<RowKey, byte[]>> call(Integer index, Iterator<byte[]> lines) {
    return new Rows(reader, pieces.get(index), begins.get(index), lines);
  }

  /** The rows of a piece. */
  private static final class Rows implements Iterator<Tuple2<RowKey, byte[]>> {
    private final RowReader reader;
    private final boolean readable;
    private final int file;
    private final Iterator<byte[]> lines;
    private long line;
    private long number;
    private long session;
    private boolean titled;
    private byte[] next;

    Rows(RowReader reader, Piece piece, Count begin, Iterator<byte[]> lines) {
      this.reader = reader;
      this.readable = reader.begin();
      this.file = piece.file();
      this.titled = piece.titled();
      this.lines = lines;
      this.line = begin.lines();
      this.number = begin.rows();
      this.session = begin.session();
    }

    @Override
    public boolean hasNext() {
      while (next == null && lines.hasNext()) {
        byte[] candidate = lines.next();
        line++;
        if (LogFiles.isEmpty(candidate)) {
          continue;
        }
        if (titled) {
          titled = false;
        } else {
          next = candidate;
        }
      }
      return next != null;
    }

    @Override
    public Tuple2<RowKey, byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long own = readable ? reader.session(file, next) : RowReader.NONE;
      boolean begins = false;
      if (own != RowReader.NONE && reader.belongs(file)) {
        begins = own != session;
        session = own;
      }
      ByteBuffer row = ByteBuffer.allocate(PREFIX + next.length);
      row.putInt(file).putLong(line).putLong(number).put((byte) (begins ? 1 : 0)).put(next);
      RowKey key = new RowKey(own, number++);
      next = null;
      return new Tuple2<>(key, row.array());
    }
  }
}
