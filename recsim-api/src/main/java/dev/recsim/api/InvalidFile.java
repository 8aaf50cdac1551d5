package dev.recsim.api;

import java.nio.file.Path;

/** Thrown if a file named by an option cannot be used. */
public final class InvalidFile extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Path file;

  /** 1-based; 0 if unknown. */
  private final int line;

  /** 1-based; 0 if unknown. */
  private final int column;

  /**
   * Creates an error at a position in a file.
   *
   * @param file the file
   * @param line 1-based, or 0 if unknown
   * @param column 1-based, or 0 if unknown
   * @param message what is wrong and what is allowed
   */
  public InvalidFile(Path file, int line, int column, String message) {
    super(message);
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** {@return the file} */
  public Path file() {
    return file;
  }

  /** {@return the line, 1-based, or 0 if unknown} */
  public int line() {
    return line;
  }

  /** {@return the column, 1-based, or 0 if unknown} */
  public int column() {
    return column;
  }
}
