package dev.recsim.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.tool.Interpreter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the goal prepares is enough to play sessions, without Gymnasium. */
class PythonIT {
  private static final String AGENT =
      """
      import sys
      with open(sys.argv[1] + "/starts.txt", "a") as file:
          file.write("started\\n")
      sys.path[1:1] = sys.argv[1:]
      import helper
      import numpy
      import recsim_jvm


      class Fixed(recsim_jvm.Agent):
          deterministic = True

          def act(self, observations, keys, explore):
              return numpy.full(len(observations), helper.CHOICE)


      recsim_jvm.serve(Fixed())
      """;

  private static final String SCRIPT =
      """
      from recsim_jvm.runtime import Runtime, Sessions

      runtime = Runtime("experiments/small.yaml")
      opened = runtime.open("experiments/small.yaml", None, None, 2, False)
      sessions = Sessions(runtime, opened, 2)
      print(opened["type"], sessions.reset([0, 1], [0, 1], [0, 0], True))
      print(len(sessions.step([[0], [1]]).reward), "rewards")
      runtime.close()
      """;

  @Test
  void theRuntimeStartsFromWhatTheGoalPrepared() throws Exception {
    Interpreter.require("numpy");
    Project project = Project.copy("minimal", "python");
    Files.createDirectories(project.path("experiments"));
    Files.writeString(
        project.path("experiments/small.yaml"),
        "environment: {type: six_states}\nagents: {random: {type: random}}\n");
    Build build = project.mvn("compile", "recsim:python");
    assertThat(build.exitCode()).as(build.output()).isZero();

    Files.writeString(project.path("play.py"), SCRIPT);
    Printed played =
        run(
            List.of(
                "env",
                "--chdir=" + project.path(""),
                "PYTHONPATH=" + Path.of("../python").toAbsolutePath().normalize(),
                Interpreter.PROGRAM,
                "play.py"));
    assertThat(played.exitCode()).as(played.text()).isZero();
    assertThat(played.text()).contains("six_states [", "2 rewards");
  }

  @Tag("nightly")
  @Test
  void aTrialOfAScriptRunsAgainOnlyIfWhatItReadHasChanged() throws Exception {
    Interpreter.require("numpy");
    Project project = Project.copy("minimal", "python-agent");
    Path helper = project.path("lib/helper.py");
    Files.createDirectories(helper.getParent());
    Files.createDirectories(project.path("experiments/agents"));
    Files.writeString(helper, "CHOICE = 1\n");
    Files.writeString(project.path("experiments/agents/fixed.py"), AGENT);
    Files.writeString(
        project.path("experiments/fixed.yaml"),
        """
        environment: {type: six_states}
        agents:
          random: {type: random}
          py: {type: process, command: [%s, agents/fixed.py, %s, %s]}
        evaluation: {sessions: 20}
        trials: {seeds: 0..4}
        """
            .formatted(
                Interpreter.PROGRAM,
                helper.getParent(),
                Path.of("../python").toAbsolutePath().normalize()));

    String only = "-Drecsim.experiment=fixed";
    Build first = project.mvn("compile", "recsim:run", "recsim:baseline", only);
    assertThat(first.exitCode()).as(first.output()).isZero();
    Build again = project.mvn("recsim:run", "recsim:check", only);
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output())
        .contains("fixed: unchanged, 10 already stored", "fixed: 2 agents identical");
    assertThat(Files.readAllLines(helper.resolveSibling("starts.txt"))).hasSize(5);

    Files.writeString(helper, "CHOICE = 0\n");
    Build changed = project.mvn("recsim:run", "recsim:check", only);
    assertThat(changed.output()).contains("fixed: 5 trials, 5 already stored", "py ");
    assertThat(Files.readAllLines(helper.resolveSibling("starts.txt"))).hasSize(10);
  }

  private record Printed(int exitCode, String text) {}

  private static Printed run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Printed(process.waitFor(), text);
  }
}
