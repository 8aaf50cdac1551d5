package dev.recsim.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files, and rejects paths that are not regular files. */
public final class RegularFile {
  private RegularFile() {}

  /** Thrown if a path is a folder, a pipe or a device; reading a pipe might never end. */
  public static final class NotOne extends IOException {
    private static final long serialVersionUID = 1;

    private NotOne() {
      super("it is not a regular file");
    }
  }

  /**
   * Reads a file or a link to a file.
   *
   * @throws NotOne if the path exists and is not a regular file
   */
  public static byte[] read(Path file) throws IOException {
    check(file);
    return Files.readAllBytes(file);
  }

  /** Reads a file in UTF-8, see {@link #read}. */
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
