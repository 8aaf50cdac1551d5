package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Python of the tests. */
public final class Python {
  /** The Python package. */
  public static final Path PACKAGE = Path.of("../python").toAbsolutePath().normalize();

  /** Sources of Gymnasium and Stable-Baselines3, which the project does not contain. */
  static final Path LIBRARIES = Path.of("../../shared/python").toAbsolutePath().normalize();

  /** The interpreter whose packages the system installs, unless another one is named. */
  public static final String PROGRAM =
      System.getenv().getOrDefault("RECSIM_TEST_PYTHON", "/usr/bin/python3");

  private Python() {}

  /** Skips the test without Python and NumPy, and fails it on CI on Linux. */
  public static void require(String... modules) throws Exception {
    String imports = String.join(", ", modules);
    require(Files.isExecutable(Path.of(PROGRAM)), PROGRAM + " is missing");
    int status =
        new ProcessBuilder(command("-c", "import " + imports))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    require(status == 0, PROGRAM + " cannot import " + imports);
  }

  private static void require(boolean there, String missing) {
    boolean linux = System.getProperty("os.name").equals("Linux");
    if (linux && Boolean.parseBoolean(System.getenv("CI"))) {
      assertThat(there).as(missing).isTrue();
    }
    assumeTrue(there, missing);
  }

  /** A command that runs Python with the package and the libraries. */
  public static List<String> command(String... arguments) {
    List<String> words = new ArrayList<>(List.of("env", "PYTHONDONTWRITEBYTECODE=1"));
    words.add("PYTHONPATH=" + PACKAGE + ":" + LIBRARIES);
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
