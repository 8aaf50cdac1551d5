package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.tool.Interpreter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Python of the tests. */
public final class Python {
  /** The Python package. */
  public static final Path PACKAGE = Path.of("../python").toAbsolutePath().normalize();

  public static final String PROGRAM = Interpreter.PROGRAM;

  private Python() {}

  /** Skips or fails the test if Python cannot import these modules. */
  public static void require(String... modules) throws Exception {
    Interpreter.require(modules);
  }

  /** A command that runs Python with the package and the libraries. */
  public static List<String> command(String... arguments) {
    List<String> words = new ArrayList<>(List.of("env", "PYTHONDONTWRITEBYTECODE=1"));
    words.add("PYTHONPATH=" + Interpreter.path(PACKAGE));
    words.add(PROGRAM);
    words.addAll(List.of(arguments));
    return words;
  }

  /** Runs Python and returns what it printed; fails unless its status is 0. */
  static String run(Map<String, String> variables, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command(arguments))
            .directory(PACKAGE.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  /** Writes the file from which the package starts the runtime of this build. */
  static Path launcher(Path folder) throws IOException {
    Path file = folder.resolve("python.json");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.recsim.cli.Main",
            "serve");
    new ObjectMapper().writeValue(file.toFile(), Map.of("command", command));
    return file;
  }

  /** The command as a list of YAML. */
  public static String yaml(List<String> command) {
    return command.stream().map(word -> '\'' + word.replace("'", "''") + '\'').toList().toString();
  }
}
