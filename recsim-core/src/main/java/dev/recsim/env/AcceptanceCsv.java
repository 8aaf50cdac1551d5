package dev.recsim.env;

import dev.recsim.api.Options.InvalidFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads an acceptance matrix from CSV: decimal numbers, one row per line, no header. */
final class AcceptanceCsv {
  /**
   * A decimal number. Java also accepts hexadecimal numbers and suffixes, which are errors here.
   */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** A file may be as large as this fraction of the memory: its numbers then fit in the rest. */
  private static final int SHARE_OF_MEMORY = 8;

  /** Byte order mark of UTF-8, as bytes: the file is read byte by byte, since numbers are ASCII. */
  private static final String MARK = "\u00EF\u00BB\u00BF";

  private final Path file;
  private final List<double[]> rows = new ArrayList<>();
  private int line;

  private AcceptanceCsv(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws InvalidFile if the file cannot be read, its rows differ in length, it is not square, or
   *     a value is not a probability; with line and column
   */
  static AcceptanceMatrix read(Path file) {
    return read(file, Runtime.getRuntime().maxMemory());
  }

  /**
   * Reads a file.
   *
   * @param memory size of the heap, in bytes
   */
  static AcceptanceMatrix read(Path file, long memory) {
    AcceptanceCsv csv = new AcceptanceCsv(file);
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      long size = Files.size(file);
      if (size > memory / SHARE_OF_MEMORY) {
        throw csv.invalid(
            0,
            0,
            "has %s MiB, too much for the %s MiB of this JVM; set recsim.argLine=-Xmx<more>"
                .formatted(size >> 20, memory >> 20));
      }
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        csv.line++;
        csv.addLine(csv.line == 1 && text.startsWith(MARK) ? text.substring(MARK.length()) : text);
      }
    } catch (NoSuchFileException e) {
      throw csv.invalid(0, 0, "there is no such file; paths are relative to the experiment file");
    } catch (IOException e) {
      throw csv.invalid(0, 0, "cannot be read: " + e.getMessage());
    }
    return csv.matrix();
  }

  private void addLine(String text) {
    if (text.isBlank()) {
      return;
    }
    String[] cells = text.split(",", -1);
    if (!rows.isEmpty() && cells.length != rows.get(0).length) {
      throw invalid(
          line,
          1,
          "has %s values, but the first row has %s".formatted(cells.length, rows.get(0).length));
    }
    if (rows.size() == cells.length) {
      throw invalid(
          line,
          1,
          "is row %s, but the rows have %s values: the matrix must be square"
              .formatted(rows.size() + 1, cells.length));
    }
    double[] row = new double[cells.length];
    int column = 1;
    for (int j = 0; j < cells.length; j++) {
      row[j] = probability(cells[j], column);
      column += cells[j].length() + 1;
    }
    rows.add(row);
  }

  private double probability(String cell, int column) {
    if (!cell.chars().allMatch(c -> c > 0 && c < 128)) {
      throw invalid(line, column, "is not plain text; save the file as comma-separated UTF-8");
    }
    if (!NUMBER.matcher(cell.trim()).matches()) {
      throw invalid(line, column, "\"" + cell.trim() + "\" is not a number");
    }
    double value = Double.parseDouble(cell.trim());
    if (!(value >= 0 && value <= 1)) {
      throw invalid(line, column, cell.trim() + " is not a probability between 0 and 1");
    }
    return value;
  }

  private AcceptanceMatrix matrix() {
    if (rows.isEmpty()) {
      throw invalid(0, 0, "is empty; expected a square matrix of probabilities");
    }
    if (rows.size() != rows.get(0).length) {
      throw invalid(
          line,
          1,
          "the matrix has %s rows and %s columns, but must be square"
              .formatted(rows.size(), rows.get(0).length));
    }
    return new AcceptanceMatrix(rows.toArray(double[][]::new));
  }

  private InvalidFile invalid(int line, int column, String message) {
    return new InvalidFile(file, line, column, message);
  }
}
