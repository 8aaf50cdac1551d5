package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Interpreter;
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

  private static Interpreter.Ended run(String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(Interpreter.PROGRAM).directory(PYTHON.toFile());
    builder.command().addAll(List.of(words));
    builder.environment().put("PYTHONPATH", Interpreter.path(PYTHON));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("RECSIM_RUNTIME", Program.BUILT.toString());
    return Interpreter.run(builder);
  }

  /** Runs a module of tests, if Python can import what it needs. */
  private static void test(String module, String... imports) throws Exception {
    Interpreter.require(imports);
    Interpreter.Ended ended = run("-W", "ignore", "-m", "unittest", "tests." + module);
    assertThat(ended.status()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("OK").doesNotContain("Ran 0 tests");
  }

  @Tag("nightly")
  @Test
  void wheelWorksForAStranger() throws Exception {
    test("test_wheel", "gymnasium", "pip", "tomllib", "venv");
  }

  @Tag("nightly")
  @Test
  void experimentsRunAndResultsAreObjects() throws Exception {
    test("test_results", "gymnasium", "pandas");
  }

  @Tag("nightly")
  @Test
  void notebooksShowTables() throws Exception {
    test("test_notebook", "gymnasium", "stable_baselines3", "pandas", "nbclient", "ipykernel");
  }

  @Tag("nightly")
  @Timeout(3_600)
  @Test
  void theScriptOfAgentsThatTrainThemselvesRuns() throws Exception {
    test("test_self_training", "gymnasium", "stable_baselines3", "pip", "tomllib", "venv", "torch");
  }

  @Tag("nightly")
  @Test
  void typeHintsAreStrict() throws Exception {
    test("test_types", "gymnasium", "stable_baselines3", "mypy");
  }
}
