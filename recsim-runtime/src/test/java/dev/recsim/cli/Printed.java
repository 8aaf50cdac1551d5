package dev.recsim.cli;

import dev.recsim.cli.options.Arguments;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What the program printed, run in this JVM.
 *
 * @param code its exit code
 * @param text all it wrote to the standard output
 * @param errors all it wrote to the standard error
 */
public record Printed(ExitCode code, String text, String errors) {

  /** All it wrote. */
  String output() {
    return text + errors;
  }

  /** Runs a verb on the folders {@code experiments} and {@code reports} of a folder. */
  static Printed by(Path folder, String verb, String... more) {
    return by(List.of(words(folder, verb, more)));
  }

  /** The exit status. */
  public int status() {
    return code.status;
  }

  /** Runs the program. */
  public static Printed by(List<String> words) {
    try {
      return by(() -> Main.run(words.toArray(String[]::new)));
    } catch (Exception e) {
      throw new AssertionError("the program throws nothing", e);
    }
  }

  /**
   * Calls a verb; what it throws is thrown.
   *
   * @param environment variables by which CI machines make themselves known
   */
  static Printed by(Map<String, String> environment, String... words) throws Exception {
    return by(() -> new Verbs(Arguments.parse(words), environment).call());
  }

  private static Printed by(Callable<ExitCode> call) throws Exception {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try {
      System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
      return new Printed(
          call.call(),
          text.toString(StandardCharsets.UTF_8),
          errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  static String[] words(Path folder, String verb, String... more) {
    List<String> words =
        new ArrayList<>(List.of(verb, "--experiments=" + folder.resolve("experiments")));
    if (!verb.equals("validate")) {
      words.add("--reports=" + folder.resolve("reports"));
    }
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }
}
