package dev.recsim.app.git;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads git objects with {@code git cat-file --batch}: one process for any number of objects. Names
 * are passed on standard input, so they cannot be mistaken for options.
 */
final class GitObjects implements AutoCloseable {
  /** Larger objects are skipped: no baseline is that large. */
  private static final int MOST_BYTES = 1 << 24;

  private final Process process;
  private final OutputStream names;
  private final InputStream answers;

  /**
   * @param process of {@code git cat-file --batch}; outside a repository the first {@link #read}
   *     fails
   */
  GitObjects(Process process) {
    this.process = process;
    this.names = process.getOutputStream();
    this.answers = process.getInputStream();
  }

  /**
   * An object.
   *
   * @param hash its full name
   * @param type {@code blob}, {@code tree}, {@code commit} or {@code tag}
   */
  record Content(String hash, String type, byte[] bytes) {}

  /**
   * The object of this name, {@code HEAD~2} or {@code <commit>:./<path>}; empty if there is none.
   * Writes one name and reads one reply at a time, so that the processes cannot block each other.
   *
   * @throws IOException if git has ended
   */
  Optional<Content> read(String name) throws IOException {
    if (name.isEmpty() || name.chars().anyMatch(c -> c < ' ')) {
      return Optional.empty();
    }
    names.write((name + "\n").getBytes(StandardCharsets.UTF_8));
    names.flush();
    String[] header = line().split(" ");
    // Anything else says "missing" or "ambiguous", after a name that may hold blanks.
    if (header.length != 3
        || !header[0].matches("[0-9a-f]{40,}")
        || !header[2].matches("\\d{1,18}")) {
      return Optional.empty();
    }
    long size = Long.parseLong(header[2]);
    byte[] bytes = answers.readNBytes((int) Math.min(size, MOST_BYTES));
    answers.skipNBytes(size - bytes.length + 1);
    return size > MOST_BYTES
        ? Optional.empty()
        : Optional.of(new Content(header[0], header[1], bytes));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = answers.read(); next != '\n'; next = answers.read()) {
      if (next < 0) {
        throw new EOFException("git has ended");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
