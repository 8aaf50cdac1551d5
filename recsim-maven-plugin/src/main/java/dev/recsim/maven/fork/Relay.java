package dev.recsim.maven.fork;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Passes on the output of a process, line by line. A line longer than {@value #MOST} characters is
 * passed on in pieces, so the memory is bounded.
 */
final class Relay {
  /** Largest number of characters of a piece. */
  static final int MOST = 8192;

  private final StringBuilder piece = new StringBuilder();
  private final Consumer<String> to;

  /**
   * @param to receives each piece; the last one of a line ends with the system's line end
   */
  Relay(Consumer<String> to) {
    this.to = to;
  }

  /** Passes on everything until the stream ends or is closed. */
  void run(InputStream from) {
    Reader reader = new InputStreamReader(from, StandardCharsets.UTF_8);
    char[] buffer = new char[MOST];
    boolean afterReturn = false;
    try {
      for (int size = reader.read(buffer); size >= 0; size = reader.read(buffer)) {
        for (int i = 0; i < size; i++) {
          char c = buffer[i];
          if (c == '\r' || c == '\n' && !afterReturn) {
            endLine();
          } else if (c != '\n') {
            add(c);
          }
          afterReturn = c == '\r';
        }
      }
    } catch (IOException closed) {
      // The process was stopped, which closes its pipes. Its exit status has the details.
    }
    if (!piece.isEmpty()) {
      endLine();
    }
  }

  private void add(char c) {
    if (piece.length() >= MOST && !Character.isLowSurrogate(c)) {
      to.accept(piece.toString());
      piece.setLength(0);
    }
    piece.append(c);
  }

  private void endLine() {
    to.accept(piece.append(System.lineSeparator()).toString());
    piece.setLength(0);
  }
}
