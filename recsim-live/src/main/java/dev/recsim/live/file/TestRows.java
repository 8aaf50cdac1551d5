package dev.recsim.live.file;

import dev.recsim.live.InvalidTestData;
import dev.recsim.live.TestColumns;
import dev.recsim.live.TestData;
import dev.recsim.live.unit.TestLayout;
import dev.recsim.live.unit.TestRow;
import dev.recsim.live.unit.UnitHash;
import dev.recsim.logs.served.ServedOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The rows of files, one file after the other. */
final class TestRows implements Closeable {
  private final List<Path> files;

  /** Line before the first one of each file; lines are counted on over files. */
  private final long[] before;

  private final List<String> columns = new ArrayList<>();
  private final byte[][] arms;
  private final int arm;
  private final int segment;
  private final byte[] value;
  private final int time;
  private final int row;
  private final int[] texts;
  private final int first;
  private final UnitHash hash = new UnitHash();
  private int file = -1;
  private Cells cells;
  private List<TestData.Count> servedCounts = List.of();
  private final Optional<ServedOptions> served;

  /**
   * @param served how the files are read if they are folders of served logs
   */
  TestRows(
      List<Path> files, TestColumns declared, TestLayout layout, Optional<ServedOptions> served) {
    this.served = served;
    this.files = files;
    before = new long[files.size() + 1];
    arms =
        declared.arms().stream()
            .map(arm -> arm.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    column(declared.by().unit());
    arm = optional(declared.by().arm());
    segment = optional(declared.only().column());
    value = declared.only().value().getBytes(StandardCharsets.UTF_8);
    time = optional(declared.by().time());
    row = optional(declared.by().row());
    texts = IntStream.of(0, arm, segment, row).filter(it -> it >= 0).toArray();
    first = columns.size();
    columns.addAll(layout.values);
  }

  /** The number of a column; -1 if there is none. */
  private int optional(String name) {
    return name == null || name.isEmpty() ? -1 : column(name);
  }

  private int column(String name) {
    columns.add(name);
    return columns.size() - 1;
  }

  /**
   * Reads the next row.
   *
   * @return false if there is none
   */
  boolean next(TestRow into) throws IOException, InvalidTestData {
    while (cells == null || !cells.next()) {
      long last = cells == null ? 0 : cells.line;
      close();
      if (++file == files.size()) {
        return false;
      }
      before[file] = file == 0 ? 0 : before[file - 1] + last;
      cells =
          served.isPresent()
              ? new ServedCells(files.get(file), columns, served.get())
              : Cells.open(files.get(file), columns, Set.of());
    }
    into.place = before[file] + cells.line;
    read(into);
    return true;
  }

  private void read(TestRow into) throws InvalidTestData {
    if (cells.isEmpty(0)) {
      throw cells.at(0, "the unit is missing; each row needs one");
    }
    for (int text : texts) {
      cells.checkText(text);
    }
    hash.of(cells.bytes, cells.from[0], cells.to[0]);
    into.high = hash.high;
    into.low = hash.low;
    into.arm = arm();
    into.time = time < 0 ? 0 : cells.time(time);
    if (row >= 0) {
      into.id = cells.isEmpty(row) ? 0 : id();
    }
    double[] values = into.values;
    for (int v = 0; v < values.length; v++) {
      values[v] = cells.number(first + v);
    }
  }

  private int arm() {
    if (arm < 0) {
      return 0;
    }
    int from = cells.from[arm];
    int to = cells.to[arm];
    if (from == to) {
      return TestRow.NO_ARM;
    }
    for (int a = 0; a < arms.length; a++) {
      if (has(arm, arms[a])) {
        return segment < 0 || has(segment, value) ? a : TestRow.OTHER_ARM;
      }
    }
    return TestRow.OTHER_ARM;
  }

  private boolean has(int column, byte[] text) {
    int from = cells.from[column];
    int to = cells.to[column];
    return text.length == to - from && Arrays.equals(text, 0, text.length, cells.bytes, from, to);
  }

  private long id() {
    hash.of(cells.bytes, cells.from[row], cells.to[row]);
    return hash.low == 0 ? 1 : hash.low;
  }

  /** The cells of lines of a file that are set one by one. */
  CsvCells lines(Path of, byte[] header) throws IOException, InvalidTestData {
    return CsvCells.of(of, columns, header);
  }

  /** Reads a row that was set. */
  void read(CsvCells line, TestRow into) throws InvalidTestData {
    cells = line;
    read(into);
  }

  /** What a served log has besides its rows; empty for other data. */
  List<TestData.Count> servedCounts() {
    return cells instanceof ServedCells log ? log.counts() : servedCounts;
  }

  /** File and line of a row. */
  String where(long place) {
    int f = Math.min(file, files.size() - 1);
    while (f > 0 && before[f] >= place) {
      f--;
    }
    return served.isEmpty()
        ? Cells.where(files.get(f), place - before[f])
        : "%s, record %s of those that count".formatted(files.get(f), place - before[f]);
  }

  @Override
  public void close() throws IOException {
    if (cells != null) {
      servedCounts = servedCounts();
      cells.close();
      cells = null;
    }
  }
}
