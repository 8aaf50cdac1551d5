package dev.recsim.yaml;

import java.nio.file.Path;

/**
 * A problem in a file.
 *
 * @param file the file
 * @param line 1-based, or 0 if unknown
 * @param column 1-based, or 0 if unknown
 * @param message what is wrong, and what would be right
 */
public record Problem(Path file, int line, int column, String message) {

  /** {@code experiments/x.yaml:12:5: message}. */
  @Override
  public String toString() {
    String place = line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column);
    return file + place + ": " + message;
  }
}
