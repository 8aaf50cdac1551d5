package dev.recsim.maven.fork;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes each line of text as a message of Maven's log. */
final class LogLines extends OutputStream {
  /** Largest length of a message, in bytes; longer lines become several messages. */
  private static final int LONGEST = 8_192;

  private final Consumer<String> log;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LogLines(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Returns the stream, or a stream to the log if Maven 4 has replaced {@code System.out} or {@code
   * System.err}: it adds a second prefix to each line of those, and drops the lines with {@code
   * -q}.
   *
   * @param log receives the lines instead
   */
  static PrintStream unlessRaw(PrintStream stream, Consumer<String> log) {
    return stream.getClass().getName().startsWith("org.apache.maven.") ? to(log) : stream;
  }

  static PrintStream to(Consumer<String> log) {
    return new PrintStream(new LogLines(log), false, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int b) {
    if (b != '\n' && b != '\r') {
      line.write(b);
    }
    if (b == '\n' || line.size() == LONGEST) {
      log.accept(line.toString(StandardCharsets.UTF_8));
      line.reset();
    }
  }
}
