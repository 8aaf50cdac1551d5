package dev.recsim.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Interpreter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python package starts environments with the jar. */
class PythonJarIT {
  private static final String SCRIPT =
      """
      import sys
      from recsim_jvm.runtime import Runtime
      runtime = Runtime(sys.argv[1])
      print(runtime.open(sys.argv[1], None, None, 2, False)["space"]["slate_size"], "per slate")
      runtime.close()
      """;

  @TempDir Path folder;

  @Test
  void environmentsNeedNoMaven() throws Exception {
    Interpreter.require("numpy");
    Path experiment = folder.resolve("tiny.yaml");
    Files.writeString(
        experiment,
        "environment: {type: transition_matrix, doc_num: 3}\nagents: {random: {type: random}}\n");

    ProcessBuilder python = python("-c", SCRIPT, experiment.toString());
    Map<String, String> environment = python.environment();
    environment.put("PYTHONPATH", Path.of("..", "python").toAbsolutePath().toString());
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    environment.put("RECSIM_RUNTIME", Program.BUILT.toString());
    environment.put("PATH", Path.of(System.getProperty("java.home"), "bin").toString());

    assertThat(ended(python)).isEqualToNormalizingNewlines("1 per slate\n");
  }

  private static ProcessBuilder python(String... words) {
    ProcessBuilder builder = new ProcessBuilder(Interpreter.PROGRAM);
    builder.command().addAll(List.of(words));
    return builder.redirectErrorStream(true);
  }

  /** What a process prints; an error if there is no such program. */
  private static String ended(ProcessBuilder builder) throws InterruptedException {
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      return e.toString();
    }
  }
}
