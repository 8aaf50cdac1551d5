package dev.recsim.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A call of the program in this JVM.
 *
 * @param status its exit status
 * @param output all it wrote
 */
public record InThisJvm(int status, String output) {

  /** Runs the program with a verb and its options. */
  public static InThisJvm call(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      int status = Main.run(words).status;
      return new InThisJvm(status, bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** A line for each exit status: its number and its name. */
  public static String statuses() {
    StringBuilder lines = new StringBuilder();
    for (ExitCode each : ExitCode.values()) {
      lines.append("%s %s%n".formatted(each.status, each.name()));
    }
    return lines.toString().replace("\r\n", "\n");
  }
}
