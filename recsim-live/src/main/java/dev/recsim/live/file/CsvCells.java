package dev.recsim.live.file;

import dev.recsim.io.text.Records;
import dev.recsim.live.InvalidTestData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cells of a CSV file with a header (RFC 4180). */
final class CsvCells extends Cells {
  private final Records records;
  private final List<String> header = new ArrayList<>();
  private final int[] fields;

  /** A record that cannot be split. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long line;

    Broken(long line, String message) {
      super(message, null, false, false);
      this.line = line;
    }
  }

  private CsvCells(Path file, List<String> columns, InputStream in) {
    super(file, columns);
    records = Records.csv(in, ',', (line, column, message) -> new Broken(line, message));
    fields = new int[columns.size()];
  }

  static CsvCells of(Path file, List<String> columns, Set<String> optional, InputStream in)
      throws IOException, InvalidTestData {
    CsvCells cells = new CsvCells(file, columns, in);
    cells.readHeader(optional);
    return cells;
  }

  /**
   * Cells of lines that are set one by one.
   *
   * @param header the first line of the file
   */
  static CsvCells of(Path file, List<String> columns, byte[] header)
      throws IOException, InvalidTestData {
    CsvCells cells = new CsvCells(file, columns, InputStream.nullInputStream());
    cells.set(header, 1);
    cells.readHeader(Set.of());
    return cells;
  }

  /** Sets the next record: a line without its end, of this number. */
  void set(byte[] text, long number) {
    records.set(text.clone(), number);
  }

  private void readHeader(Set<String> optional) throws IOException, InvalidTestData {
    if (!split()) {
      throw new InvalidTestData("%s is empty; its first line names the columns".formatted(file));
    }
    for (int f = 0; f < records.fields; f++) {
      int start = records.from[f];
      String name = new String(records.bytes, start, records.to[f] - start, StandardCharsets.UTF_8);
      header.add(f == 0 && name.startsWith("\uFEFF") ? name.substring(1) : name);
    }
    for (int c = 0; c < fields.length; c++) {
      fields[c] = header.indexOf(columns.get(c));
      if (fields[c] < 0 && optional.contains(columns.get(c))) {
        continue;
      }
      if (fields[c] < 0 || header.lastIndexOf(columns.get(c)) != fields[c]) {
        throw noColumn(columns.get(c), fields[c] < 0);
      }
    }
  }

  private InvalidTestData noColumn(String name, boolean missing) {
    String all = String.join(", ", header).replaceAll("\\p{Cntrl}", " ");
    return at(
        file,
        records.line,
        "the column \"%s\" is %s; the header has %s%s"
            .formatted(
                name,
                missing ? "missing" : "there twice",
                all.length() <= 1_000 ? all : all.substring(0, 1_000) + "...",
                header.size() == 1 ? "; columns are separated by commas" : ""));
  }

  @Override
  boolean move() throws IOException, InvalidTestData {
    if (!split()) {
      return false;
    }
    line = records.line;
    bytes = records.bytes;
    if (records.fields != header.size()) {
      throw at(
          file,
          line,
          "the row has %s fields, the header %s; quote fields that contain commas"
              .formatted(records.fields, header.size()));
    }
    if (records.misquoted >= 0) {
      throw at(file, line, "text follows the closing quote; write quotes within a field twice");
    }
    int[] start = records.from;
    int[] end = records.to;
    for (int c = 0; c < fields.length; c++) {
      if (fields[c] >= 0) {
        from[c] = start[fields[c]];
        to[c] = end[fields[c]];
      }
    }
    return true;
  }

  private boolean split() throws IOException, InvalidTestData {
    try {
      return records.next();
    } catch (Broken e) {
      throw at(file, e.line, e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
