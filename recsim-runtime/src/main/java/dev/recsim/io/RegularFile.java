package dev.recsim.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files at whose place something else may be. */
public final class RegularFile {
  private RegularFile() {}

  /** A folder, a pipe or a device is where a file should be; reading a pipe might never end. */
  public static final class NotOne extends IOException {
    private static final long serialVersionUID = 1;

    private NotOne() {
      super("it is not a regular file");
    }
  }

  /**
   * Reads a file, or what a link to a file leads to.
   *
   * @throws NotOne if there is something that is not a file
   */
  public static byte[] read(Path file) throws IOException {
    check(file);
    return Files.readAllBytes(file);
  }

  /** Reads a file of UTF-8 likewise. */
  public static String text(Path file) throws IOException {
    check(file);
    return Files.readString(file);
  }

  private static void check(Path file) throws NotOne {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new NotOne();
    }
  }
}
