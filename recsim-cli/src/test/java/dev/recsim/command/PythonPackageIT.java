package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tests of the Python package that need the jar of this build. */
@Tag("slow")
@Timeout(600)
class PythonPackageIT {
  private static final Path PYTHON = Path.of("../python").toAbsolutePath().normalize();

  /** Sources of Gymnasium and Stable-Baselines3, which the project does not contain. */
  private static final Path LIBRARIES = Path.of("../../shared/python").toAbsolutePath().normalize();

  private static final String PROGRAM =
      System.getenv().getOrDefault("RECSIM_TEST_PYTHON", "/usr/bin/python3");

  private record Ended(int status, String output) {}

  private static Ended run(String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(PROGRAM).directory(PYTHON.toFile());
    builder.command().addAll(List.of(words));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONPATH", PYTHON + File.pathSeparator + LIBRARIES);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("RECSIM_RUNTIME", Program.BUILT.toString());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  /** Runs a module of tests, if Python can import what it needs. */
  private static void test(String module, String imports) throws Exception {
    boolean there;
    try {
      there = run("-c", "import " + imports).status() == 0;
    } catch (IOException e) {
      there = false;
    }
    String missing = PROGRAM + " cannot import " + imports;
    if (System.getProperty("os.name").equals("Linux")
        && Boolean.parseBoolean(System.getenv("CI"))) {
      assertThat(there).as(missing).isTrue();
    }
    assumeTrue(there, missing);
    Ended ended = run("-W", "ignore", "-m", "unittest", "tests." + module);
    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("OK").doesNotContain("Ran 0 tests");
  }

  @Tag("nightly")
  @Test
  void wheelWorksForAStranger() throws Exception {
    test("test_wheel", "gymnasium, pip, tomllib, venv");
  }

  @Tag("nightly")
  @Test
  void experimentsRunAndResultsAreObjects() throws Exception {
    test("test_results", "gymnasium, pandas");
  }

  @Tag("nightly")
  @Test
  void notebooksShowTables() throws Exception {
    test("test_notebook", "stable_baselines3, gymnasium, pandas, nbclient, ipykernel");
  }

  @Tag("nightly")
  @Timeout(3_600)
  @Test
  void theScriptOfAgentsThatTrainThemselvesRuns() throws Exception {
    test("test_self_training", "stable_baselines3, gymnasium, pip, tomllib, venv, torch");
  }

  @Tag("nightly")
  @Test
  void typeHintsAreStrict() throws Exception {
    test("test_types", "gymnasium, stable_baselines3, mypy");
  }
}
