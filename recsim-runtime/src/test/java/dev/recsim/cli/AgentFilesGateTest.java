package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.git.Repository;
import dev.recsim.bridge.Python;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of an agent in another program are that agent's, and no part of the arena. */
@Tag("slow")
@Timeout(300)
class AgentFilesGateTest {
  private static final String SCRIPT =
      """
      import sys
      sys.path.append(sys.argv[1])
      import numpy
      import recsim_jvm
      choice = int(open("agents/weights.txt").read())


      class Fixed(recsim_jvm.Agent):
          deterministic = True

          def act(self, observations, keys, explore):
              return numpy.full(len(observations), choice)


      recsim_jvm.serve(Fixed())
      """;

  @TempDir Path folder;
  private Repository repository;

  @BeforeEach
  void baseline() throws Exception {
    Python.require("numpy");
    repository = Repository.create(folder);
    repository.write(".gitignore", "reports/\n");
    repository.write("experiments/agents/fixed.py", SCRIPT);
    repository.write("experiments/agents/weights.txt", "1");
    experiment(3, "");
  }

  private void experiment(int documents, String files) throws Exception {
    repository.write(
        "experiments/e.yaml",
        """
        environment: {type: transition_matrix, doc_num: %d}
        agents:
          random: {type: random}
          py: {type: process, command: [%s, agents/fixed.py, %s]%s}
        evaluation: {sessions: 20}
        trials: {seeds: 0..4}
        """
            .formatted(documents, Python.PROGRAM, Python.PACKAGE, files));
  }

  private void record() throws Exception {
    assertThat(Printed.by(folder, "run").code()).isEqualTo(ExitCode.FINE);
    assertThat(Printed.by(folder, "baseline").code()).isEqualTo(ExitCode.FINE);
    repository.commit("Record");
  }

  private Printed check() {
    assertThat(Printed.by(folder, "run").code()).isEqualTo(ExitCode.FINE);
    return Printed.by(folder, "check");
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(strings = {"", ", files: [agents/weights.txt]"})
  void aCommentIsIdentical(String files) throws Exception {
    experiment(3, files);
    record();
    repository.write("experiments/agents/fixed.py", SCRIPT + "# a comment\n");

    Printed check = check();

    assertThat(check.code()).isEqualTo(ExitCode.FINE);
    assertThat(check.text()).contains("e: 2 agents identical").doesNotContain("ARENA");
  }

  @Test
  void worseWeightsOutsideOfGitAreARegressionOfTheirAgentAlone() throws Exception {
    repository.write("experiments/.gitignore", "weights.txt\n");
    assertWorseWeightsAreARegression();
  }

  @Tag("nightly")
  @Test
  void worseWeightsAreARegressionOfTheirAgentAlone() throws Exception {
    assertWorseWeightsAreARegression();
  }

  private void assertWorseWeightsAreARegression() throws Exception {
    record();
    repository.write("experiments/agents/weights.txt", "0");

    Printed check = check();

    assertThat(check.code()).isEqualTo(ExitCode.BASELINE_DOES_NOT_HOLD);
    assertThat(check.errors()).contains("e (py REGRESSED by");
    assertThat(check.text() + check.errors())
        .contains("changed: agents/weights.txt SHA-256")
        .doesNotContain("ARENA", "not comparable");
    Printed arena = Printed.by(folder, "baseline", "--accept=arena");
    assertThat(arena.code()).isEqualTo(ExitCode.ERROR);
    assertThat(arena.errors()).contains("py REGRESSED");
    assertThat(Printed.by(folder, "baseline", "--accept=py").code()).isEqualTo(ExitCode.FINE);
  }

  @Tag("nightly")
  @Test
  void onlyTheAgentWhoseOldFileIsNowhereIsNotJudgedAfterAChangeOfTheArena() throws Exception {
    repository.write("experiments/.gitignore", "weights.txt\n");
    record();
    repository.write("experiments/agents/weights.txt", "0");
    experiment(4, "");

    Printed check = check();

    assertThat(check.text() + check.errors())
        .contains("the recorded experiment with the current code: 1 agent incomplete, 1 identical")
        .contains("agents/weights.txt is neither in the work tree nor in git");
    assertThat(Printed.by(folder, "baseline", "--accept=arena").code()).isEqualTo(ExitCode.FINE);
  }

  @Tag("nightly")
  @Test
  void aFileThatTheEnvironmentReadsTooIsOfTheArena() throws Exception {
    repository.write("experiments/agents/matrix.csv", "0.9,0.1\n0.3,0.8\n");
    repository.write(
        "experiments/e.yaml",
        """
        environment: {type: transition_matrix, acceptance: {file: agents/matrix.csv}}
        agents:
          random: {type: random}
          py: {type: process, command: [%s, agents/fixed.py, %s]}
        evaluation: {sessions: 20}
        trials: {seeds: 0..4}
        """
            .formatted(Python.PROGRAM, Python.PACKAGE));
    record();
    repository.write("experiments/agents/matrix.csv", "0.1,0.9\n0.3,0.8\n");

    assertThat(check().errors()).contains("ARENA CHANGED");
  }
}
