package dev.recsim.experimentfile.yaml;

import java.nio.file.Path;

/**
 * Something wrong in a file.
 *
 * @param file which
 * @param line 1-based, or 0 where there is none
 * @param column 1-based, or 0 where there is none
 * @param message what is wrong, what would be right
 */
public record Problem(Path file, int line, int column, String message) {

  /** {@code experiments/x.yaml:12:5: message}. */
  @Override
  public String toString() {
    String place = line == 0 ? "" : ":" + line + (column == 0 ? "" : ":" + column);
    return file + place + ": " + message;
  }
}
