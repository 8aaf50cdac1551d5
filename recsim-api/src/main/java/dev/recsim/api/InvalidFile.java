package dev.recsim.api;

import java.nio.file.Path;

/** A file that an option names cannot be used. */
public final class InvalidFile extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Path file;
  private final int line;
  private final int column;

  /**
   * @param line 1-based, or 0 where there is no line
   * @param column 1-based, or 0 where there is no column
   * @param message what is wrong and what would be right
   */
  public InvalidFile(Path file, int line, int column, String message) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /** Line, 1-based, or 0. */
  public int line() {
    return line;
  }

  /** Column, 1-based, or 0. */
  public int column() {
    return column;
  }
}
