package dev.recsim.live.file;

import dev.recsim.io.RecordSort;
import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.TestSource;
import dev.recsim.live.unit.LookSums;
import dev.recsim.live.unit.TestLayout;
import dev.recsim.live.unit.TestRow;
import dev.recsim.logs.served.ServedOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Rows of units in CSV files with a header, or JSON Lines ({@code .jsonl}, {@code .ndjson}, {@code
 * .json}), also with {@code .gz}. They are read once if they are ordered by time. Otherwise they
 * are sorted in the folder for temporary files, which needs 44 bytes a row and 8 for each column of
 * metrics. Rows of one time stay in the order of the files and lines.
 *
 * <p>Memory is about 50 bytes a unit and 16 for each of these columns, for any number of rows. Sums
 * are exact and rounded once, so the order of lines does not matter, but for rows of one unit and
 * time: the first one with an arm assigns, the last one is the latest.
 */
public final class RowLog implements TestSource {
  /** Rows of which units are fetched at once. */
  private static final int BATCH = 64;

  static final int SORTED_AT_ONCE = 64 << 20;

  private final List<Path> files;
  private final TestColumns columns;
  private final TestLayout layout;
  private final int sorted;
  private final Optional<ServedOptions> served;

  /**
   * @param files one after the other
   * @param columns what the rows are; without {@code look} there is one look, at {@code until}
   * @throws IllegalArgumentException if there is no file or arm, an arm is there twice, or there is
   *     a window without a time
   */
  public RowLog(List<Path> files, TestColumns columns) {
    this(files, columns, SORTED_AT_ONCE);
  }

  /** Sorts this number of bytes of rows in memory. */
  RowLog(List<Path> files, TestColumns columns, int sorted) {
    this(files, columns, sorted, Optional.empty());
  }

  /**
   * Rows of a served log: an exposure for each decision, and an event for each outcome.
   *
   * @param folder of a server, or of several servers' folders
   * @param columns unit, arm, time, row, policy, state; metrics of decisions, fallbacks, reward,
   *     clicks and signals
   * @param options how outcomes belong to decisions
   */
  public static RowLog served(Path folder, TestColumns columns, ServedOptions options) {
    return new RowLog(List.of(folder), columns, SORTED_AT_ONCE, Optional.of(options));
  }

  private RowLog(
      List<Path> files, TestColumns columns, int sorted, Optional<ServedOptions> served) {
    this.served = served;
    if (files.isEmpty() || columns.arms().isEmpty() || columns.arms().size() > 1 << 7) {
      throw new IllegalArgumentException("there must be a file, and 1 to 128 arms");
    }
    if (new HashSet<>(columns.arms()).size() < columns.arms().size()) {
      throw new IllegalArgumentException("an arm is there twice: " + columns.arms());
    }
    if (columns.window().isPresent() && !columns.timed()) {
      throw new IllegalArgumentException("a window needs a column of times");
    }
    this.files = List.copyOf(files);
    this.columns = columns;
    this.sorted = sorted;
    layout = new TestLayout(columns.metrics());
  }

  @Override
  public TestData read() throws IOException, InvalidTestData {
    try {
      Optional<TestData> sums = inOrder();
      if (sums.isPresent()) {
        return sums.get();
      }
    } catch (InvalidTestData e) {
      if (!columns.timed()) {
        throw e;
      }
      // It may only look so, because rows are not in order.
    }
    return sorted();
  }

  /** The sums of ordered rows; empty if they are not ordered. */
  private Optional<TestData> inOrder() throws IOException, InvalidTestData {
    try (TestRows rows = new TestRows(files, columns, layout, served)) {
      LookSums sums = new LookSums(columns, layout, rows::where);
      return take(rows::next, sums, layout)
          ? Optional.of(with(rows, sums.end(false).data()))
          : Optional.empty();
    }
  }

  private TestData sorted() throws IOException, InvalidTestData {
    TestRow row = new TestRow(layout.values.size());
    byte[] record = new byte[TestRow.length(row.values.length)];
    try (TestRows rows = new TestRows(files, columns, layout, served);
        RecordSort sort = new RecordSort(record.length, sorted)) {
      while (rows.next(row)) {
        row.write(record);
        sort.add(record);
      }
      sort.sort();
      LookSums sums = new LookSums(columns, layout, rows::where);
      take(
          next -> {
            boolean any = sort.next(record);
            if (any) {
              next.read(record);
            }
            return any;
          },
          sums,
          layout);
      return with(rows, sums.end(false).data());
    }
  }

  private static TestData with(TestRows rows, TestData data) {
    List<TestData.Count> counts = new ArrayList<>(data.counts());
    counts.addAll(rows.servedCounts());
    return new TestData(data.arms(), data.metrics(), data.looks(), counts);
  }

  /** Reads the next row; false if there is none. */
  interface Next {
    boolean into(TestRow row) throws IOException, InvalidTestData;
  }

  /** Adds all rows to the sums; false if they are not ordered. */
  static boolean take(Next next, LookSums sums, TestLayout layout)
      throws IOException, InvalidTestData {
    TestRow[] batch = new TestRow[BATCH];
    Arrays.setAll(batch, i -> new TestRow(layout.values.size()));
    long last = Long.MIN_VALUE;
    int count = BATCH;
    while (count == BATCH) {
      count = 0;
      while (count < BATCH && next.into(batch[count])) {
        if (batch[count].time < last) {
          return false;
        }
        last = batch[count++].time;
      }
      sums.rows(batch, count);
    }
    return true;
  }
}
