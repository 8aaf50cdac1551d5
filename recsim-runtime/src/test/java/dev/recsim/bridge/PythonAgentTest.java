package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.remote.ProcessExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents in Python against the same agents in Java. */
@Tag("slow")
@Timeout(120)
class PythonAgentTest {
  @TempDir Path folder;

  @BeforeEach
  void copyAgents() throws Exception {
    Python.require("numpy");
    Path agents = Files.createDirectory(folder.resolve("agents"));
    try (Stream<Path> files = Files.list(Python.PACKAGE.resolve("examples/agents"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, agents.resolve(file.getFileName()));
      }
    }
  }

  private static String process(String script) {
    return "{type: process, command: %s}".formatted(Python.yaml(Python.command(script)));
  }

  private ExperimentSpec spec(String environment, String agent) throws Exception {
    return Trials.read(
        folder,
        """
        environment: %s
        agents: {same: %s}
        training: {env_steps: 2000, updates: 25}
        evaluation: {sessions: 60}
        trials: {seeds: 0..1}
        """
            .formatted(environment, agent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: transition_matrix}",
        "{type: interest_evolution}",
        "{type: interest_exploration}"
      })
  void randomHasTheRewardsOfTheJavaAgent(String environment) throws Exception {
    Completed[] java = Trials.completed(spec(environment, "{type: random}"));
    Completed[] python = Trials.completed(spec(environment, process("agents/random_agent.py")));
    for (int seed = 0; seed < java.length; seed++) {
      assertThat(python[seed].rewards()).containsExactly(java[seed].rewards());
      assertThat(python[seed].lengths()).containsExactly(java[seed].lengths());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{type: transition_matrix}", "{type: six_states}"})
  void tabularQHasTheRewardsOfTheJavaAgent(String environment) throws Exception {
    String agent =
        "{type: epsilon_greedy, epsilon: 0.2, base: {type: tabular_q, gamma: 0.9,"
            + " learning_rate: 0.1, learning_rate_decay: 0}}";
    Completed[] java = Trials.completed(spec(environment, agent));
    Completed[] python = Trials.completed(spec(environment, process("agents/tabular_q.py")));
    for (int seed = 0; seed < java.length; seed++) {
      assertThat(python[seed].rewards()).containsExactly(java[seed].rewards());
      assertThat(python[seed].exactValue()).isEqualTo(java[seed].exactValue());
      assertSameValues(java[seed].weights().orElseThrow(), python[seed].weights().orElseThrow());
      assertThat(python[seed].curve().stream().map(point -> point.exactValue()))
          .containsExactlyElementsOf(
              Stream.of(java[seed].curve())
                  .flatMap(List::stream)
                  .map(it -> it.exactValue())
                  .toList());
    }
  }

  /** Java keeps the values of the states and documents that it has met, Python all. */
  private static void assertSameValues(Weights java, Weights python) {
    float[] keys = java.tensors().get("keys").data();
    float[] values = java.tensors().get("values").data();
    Tensor table = python.tensors().get("values");
    assertThat(values).hasSizeGreaterThan(5);
    for (int row = 0; row < values.length; row++) {
      int at = (int) keys[2 * row] * table.shape()[1] + (int) keys[2 * row + 1];
      assertThat(table.data()[at]).isEqualTo(values[row]);
    }
  }

  @Tag("nightly")
  @Test
  void otherAgentsMayWrapIt() throws Exception {
    String around = "{type: epsilon_greedy, epsilon: 0.3, evaluation_epsilon: 0.1, base: %s}";
    String inside =
        "{type: epsilon_greedy, epsilon: 0.2, base: {type: tabular_q, gamma: 0.9,"
            + " learning_rate: 0.1, learning_rate_decay: 0}}";
    ExperimentSpec spec =
        spec("{type: six_states}", around.formatted(process("agents/tabular_q.py")));
    assertThat(spec.files()).containsKey("agents/tabular_q.py");
    assertThat(spec.agents().get(0).replayable()).isFalse();
    Completed[] java = Trials.completed(spec("{type: six_states}", around.formatted(inside)));
    Completed[] python = Trials.completed(spec);
    for (int seed = 0; seed < java.length; seed++) {
      assertThat(python[seed].rewards()).containsExactly(java[seed].rewards());
      assertThat(python[seed].exactValue()).isEqualTo(java[seed].exactValue());
    }
  }

  @Test
  void filesOfTheFolderAndVersionsAreInTheFingerprint() throws Exception {
    Files.createDirectories(folder.resolve("agents/__pycache__"));
    Files.writeString(folder.resolve("agents/__pycache__/other.pyc"), "");
    ExperimentSpec spec = spec("{type: six_states}", process("agents/random_agent.py"));
    assertThat(spec.files())
        .containsOnlyKeys(
            "agents/dqn.py", "agents/ppo.py", "agents/random_agent.py", "agents/tabular_q.py");
    String before = Plan.of(spec).trials().get(0).fingerprint();

    Files.writeString(folder.resolve("agents/tabular_q.py"), "# another\n");
    ExperimentSpec changed = spec("{type: six_states}", process("agents/random_agent.py"));
    assertThat(Plan.of(changed).trials().get(0).fingerprint()).isNotEqualTo(before);
  }

  @Test
  void anExceptionOfTheAgentFailsItsTrial() throws Exception {
    Files.writeString(
        folder.resolve("agents/wrong.py"),
        """
        from recsim_jvm import Agent, serve

        class Wrong(Agent):
            def act(self, observations, keys, explore):
                return [len(self.nothing)]

        serve(Wrong())
        """);
    Failed failed =
        (Failed)
            Trials.run(spec("{type: six_states}", process("agents/wrong.py")))
                .values()
                .iterator()
                .next();
    assertThat(failed.error())
        .startsWith("its process (env PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=")
        .contains(
            "agents/wrong.py) failed: AttributeError: 'Wrong' object has no attribute 'nothing'")
        .contains("wrong.py:5");
  }

  @Test
  void aScriptThatCannotBeReadFailsItsTrial() throws Exception {
    Failed failed =
        (Failed)
            Trials.run(spec("{type: six_states}", process("agents/none.py")))
                .values()
                .iterator()
                .next();
    assertThat(failed.error())
        .contains("ended with exit status 2; the last line that it printed: ")
        .contains("agents/none.py': [Errno 2] No such file or directory");
  }

  @Tag("nightly")
  @Test
  void filesTravelToOtherProcesses() throws Exception {
    ExperimentSpec spec = spec("{type: six_states}", process("agents/random_agent.py"));
    Completed[] here = Trials.completed(spec);
    List<String> worker =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.recsim.cli.Main",
            "work");
    try (ProcessExecutor executor = new ProcessExecutor(worker, 1, Optional.empty())) {
      assertThat(Trials.run(Plan.of(spec), executor).values())
          .allSatisfy(
              result -> {
                Completed there = (Completed) result;
                assertThat(there.digest()).isEqualTo(here[result.id().seed()].digest());
                assertThat(there.inputs()).isEqualTo(here[result.id().seed()].inputs());
                assertThat(there.inputs().files()).isNotEmpty();
              });
    }
  }
}
