package dev.recsim.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What the program said, run in this JVM.
 *
 * @param code its exit code
 * @param errors all it wrote to the standard error
 */
record Said(ExitCode code, String errors) {
  static Said by(String verb, Path experiments) {
    return by(verb, "--experiments=" + experiments);
  }

  static Said by(String... arguments) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try {
      System.setOut(
          new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
      ExitCode code = Main.run(arguments);
      return new Said(code, errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
