package dev.recsim.live.file;

import dev.recsim.io.text.Gunzip;
import dev.recsim.io.text.Utf8;
import dev.recsim.live.InvalidTestData;
import dev.recsim.logs.text.Numbers;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Cells of some columns in the records of a file, a range of bytes each: CSV with a header, or JSON
 * Lines, by the file's name; both also compressed by gzip.
 */
abstract class Cells implements Closeable {
  /** Sums hold squares of units below this. */
  static final double TOO_LARGE = 1e30;

  private static final int SHOWN = 40;
  private static final int TRUE = "true".length();
  private static final int BUFFER = 1 << 16;

  final Path file;
  final List<String> columns;

  /** Where the cells of the record are, until the next one is read. */
  byte[] bytes;

  final int[] from;
  final int[] to;

  /** Line of the record, 1-based. */
  long line;

  Cells(Path file, List<String> columns) {
    this.file = file;
    this.columns = columns;
    from = new int[columns.size()];
    to = new int[columns.size()];
  }

  /**
   * Opens a file.
   *
   * @param columns distinct names
   * @param optional those that may be missing; their cells are empty then
   * @throws InvalidTestData if the file has no such columns
   */
  static Cells open(Path file, List<String> columns, Set<String> optional)
      throws IOException, InvalidTestData {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean zipped = name.endsWith(".gz");
    String plain = zipped ? name.substring(0, name.length() - 3) : name;
    boolean json = plain.endsWith(".jsonl") || plain.endsWith(".ndjson") || plain.endsWith(".json");
    InputStream in = Files.newInputStream(file);
    try {
      InputStream text = zipped ? new Gunzip(in, BUFFER) : in;
      return json
          ? new JsonCells(file, columns, optional, text)
          : CsvCells.of(file, columns, optional, text);
    } catch (ZipException | EOFException e) {
      in.close();
      throw zip(file, e);
    } catch (IOException | InvalidTestData e) {
      in.close();
      throw e;
    }
  }

  /** Moves to the next record; false at the end of the file. */
  final boolean next() throws IOException, InvalidTestData {
    try {
      return move();
    } catch (ZipException | EOFException e) {
      throw zip(file, e);
    }
  }

  abstract boolean move() throws IOException, InvalidTestData;

  private static InvalidTestData zip(Path file, IOException e) {
    return new InvalidTestData(
        "%s is no whole gzip file (%s); compress it again".formatted(file, e.getMessage()));
  }

  final boolean isEmpty(int column) {
    return from[column] == to[column];
  }

  /** The number in a cell, true is 1 and false 0; NaN if it is empty. */
  final double number(int column) throws InvalidTestData {
    if (from[column] == to[column]) {
      return Double.NaN;
    }
    double value = Numbers.parse(bytes, from[column], to[column]);
    if (Double.isNaN(value)) {
      String text = text(column);
      if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
        return text.length() == TRUE ? 1 : 0;
      }
      throw problem(column, "is not a finite number; leave a cell empty if it has no value");
    }
    if (Math.abs(value) >= TOO_LARGE) {
      throw problem(column, "is too large; write values in a unit that keeps them below 1e30");
    }
    return value;
  }

  /** The time in a cell, in nanoseconds since 1970. */
  final long time(int column) throws InvalidTestData {
    if (isEmpty(column)) {
      throw at(column, "the time is missing; each row needs one");
    }
    long time = EventTime.parse(bytes, from[column], to[column]);
    if (time == EventTime.NONE) {
      throw problem(column, "is not " + EventTime.FORM);
    }
    return time;
  }

  /** Refuses a text that another program would show otherwise. */
  final void checkText(int column) throws InvalidTestData {
    if (!Utf8.isText(bytes, from[column], to[column])) {
      throw problem(column, "is not UTF-8 text; save the file as UTF-8");
    }
  }

  final String text(int column) {
    return new String(bytes, from[column], to[column] - from[column], StandardCharsets.UTF_8);
  }

  /** What is wrong with the value of a cell, which the message shows. */
  final InvalidTestData problem(int column, String message) {
    return at(column, "\"%s\" %s".formatted(shown(text(column)), message));
  }

  final InvalidTestData at(int column, String message) {
    return at(file, line, "column \"%s\": %s".formatted(columns.get(column), message));
  }

  static InvalidTestData at(Path file, long line, String message) {
    return new InvalidTestData("%s: %s".formatted(where(file, line), message));
  }

  static String where(Path file, long line) {
    return "%s, line %s".formatted(file, line);
  }

  /** The start of a text, on one line. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
