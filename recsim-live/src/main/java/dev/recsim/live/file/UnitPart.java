package dev.recsim.live.file;

import dev.recsim.io.RecordSort;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.unit.LookSums;
import dev.recsim.live.unit.PartialSums;
import dev.recsim.live.unit.TestLayout;
import dev.recsim.live.unit.TestRow;
import dev.recsim.logs.SentParts;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The rows of some units of a CSV log, on a machine of a cluster. All rows of a unit are in one
 * part. Its methods use only types of the JDK, so it can be called through another class loader.
 *
 * <p>A row is a record as {@link dev.recsim.logs.LogRows} describes it.
 */
public final class UnitPart {
  /** What requests and answers consist of; nothing else is made from the bytes of a machine. */
  private static final SentParts SENT =
      new SentParts(
          UnitPart.class,
          ObjectInputFilter.Config.createFilter(
              "maxdepth=100;dev.recsim.live.**;dev.recsim.decide.metric.*;java.lang.*;java.time.*;"
                  + "java.util.*;!*"));

  private static final long NONE = -1;
  private static final int LINES = 40;
  private static final int SKIPPED = 8 + 1;

  private final List<Path> files;
  private final TestColumns columns;
  private final TestLayout layout;
  private final TestRows rows;
  private final List<CsvCells> cells = new ArrayList<>();
  private final TestRow row;

  /**
   * The answer of a part: sums, or what is wrong.
   *
   * @param read whether all rows could be read
   */
  private record Answer(PartialSums sums, boolean read, String wrong) implements Serializable {}

  /**
   * Begins a part.
   *
   * @param request see {@link #request}
   * @param names of the files
   * @param headers their first lines
   * @throws InvalidTestData if a column is missing
   */
  public UnitPart(byte[] request, List<String> names, List<byte[]> headers)
      throws IOException, InvalidTestData {
    columns = (TestColumns) SENT.decoded(request);
    files = names.stream().map(Path::of).toList();
    layout = new TestLayout(columns.metrics());
    rows = new TestRows(files, columns, layout, Optional.empty());
    row = new TestRow(layout.values.size());
    for (int file = 0; file < files.size(); file++) {
      cells.add(rows.lines(files.get(file), headers.get(file)));
    }
  }

  /**
   * A log as bytes.
   *
   * @throws IllegalArgumentException if windows end at the last row, which may be in another part
   */
  public static byte[] request(TestColumns columns) {
    if (columns.window().isPresent() && columns.look().isEmpty() && columns.end().isEmpty()) {
      throw new IllegalArgumentException("parts with a window need the time of the look");
    }
    return SENT.encoded(columns);
  }

  /**
   * The unit of a line, which decides its part. Lines that cannot be read have none, and so are in
   * one part, in their order.
   */
  public long session(int file, byte[] line, long number) throws IOException {
    try {
      return set(file, line, number) ? row.high & Long.MAX_VALUE : NONE;
    } catch (InvalidTestData e) {
      return NONE;
    }
  }

  /** Whether the line of the last call of {@link #session} is a row of that unit. */
  public boolean belongs(int file) {
    return file >= 0;
  }

  private boolean set(int file, byte[] line, long number) throws IOException, InvalidTestData {
    CsvCells its = cells.get(file);
    its.set(line, number);
    if (!its.next()) {
      return false;
    }
    rows.read(its, row);
    row.place = (long) file << LINES | number;
    return true;
  }

  /**
   * Makes the sums of a part.
   *
   * @return the answer as bytes, also if something is wrong
   */
  public static byte[] run(
      byte[] request, List<String> names, List<byte[]> headers, Iterator<byte[]> rows) {
    boolean read = false;
    try {
      UnitPart part = new UnitPart(request, names, headers);
      try (RecordSort sort = part.sorted(rows)) {
        read = true;
        return SENT.encoded(new Answer(part.sums(sort), true, null));
      }
    } catch (InvalidTestData e) {
      return SENT.encoded(new Answer(null, read, e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int length() {
    return TestRow.length(row.values.length);
  }

  /** Rows in the order of time, and within it in that of the log. */
  private RecordSort sorted(Iterator<byte[]> rows) throws IOException, InvalidTestData {
    byte[] record = new byte[length()];
    RecordSort sort = new RecordSort(record.length, RowLog.SORTED_AT_ONCE);
    try {
      while (rows.hasNext()) {
        ByteBuffer next = ByteBuffer.wrap(rows.next());
        int file = next.getInt();
        long line = next.getLong();
        int from = next.position() + SKIPPED;
        if (set(file, Arrays.copyOfRange(next.array(), from, next.array().length), line)) {
          row.write(record);
          sort.add(record);
        }
      }
      sort.sort();
      return sort;
    } catch (IOException | InvalidTestData | RuntimeException e) {
      sort.close();
      throw e;
    }
  }

  private PartialSums sums(RecordSort sort) throws IOException, InvalidTestData {
    byte[] record = new byte[length()];
    LookSums sums = new LookSums(columns, layout, this::where);
    RowLog.take(
        next -> {
          boolean any = sort.next(record);
          if (any) {
            next.read(record);
          }
          return any;
        },
        sums,
        layout);
    return sums.end(true);
  }

  private String where(long place) {
    return Cells.where(files.get((int) (place >> LINES)), place & (1L << LINES) - 1);
  }

  /**
   * Adds the answers of all parts, in their order.
   *
   * @throws InvalidTestData if a part says so; of rows that cannot be read, the first one
   */
  public static TestData add(List<byte[]> answers) throws InvalidTestData {
    List<Answer> all = answers.stream().map(it -> (Answer) SENT.decoded(it)).toList();
    for (boolean read : new boolean[] {false, true}) {
      for (Answer it : all) {
        if (it.wrong() != null && it.read() == read) {
          throw new InvalidTestData(it.wrong());
        }
      }
    }
    PartialSums sums = all.get(0).sums();
    for (Answer it : all.subList(1, all.size())) {
      sums = sums.plus(it.sums());
    }
    return sums.data();
  }
}
