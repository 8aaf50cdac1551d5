package dev.recsim.bridge.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.bridge.Python;
import dev.recsim.bridge.Trials;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import dev.recsim.trial.Sessions;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the documentation against the environment in Java. */
@Tag("slow")
class PythonUsersTest {
  private static final String ROWS =
      """
      0.1,0.7,0.25,0.3
      0.9,0.05,0.15,0.35
      0.2,0.3,0.8,0.45
      0.33,0.6,0.12,0.01
      """;

  @TempDir Path folder;

  @BeforeEach
  void python() throws Exception {
    Python.require("numpy");
    Files.createDirectories(folder.resolve("users"));
    Files.copy(
        Python.PACKAGE.resolve("examples/environments/transition_matrix.py"),
        folder.resolve("users/transition_matrix.py"));
    Files.writeString(folder.resolve("users/matrix.csv"), ROWS);
  }

  private ExperimentSpec read(String name, String environment, String agents) throws Exception {
    return ExperimentReader.read(
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            environment: %s
            agents: %s
            training: {env_steps: 1000, updates: 20}
            evaluation: {sessions: 50}
            trials: {seeds: 0..1}
            """
                .formatted(environment, agents)));
  }

  private ExperimentSpec python(String agents) throws Exception {
    List<String> command = Python.command("users/transition_matrix.py", "users/matrix.csv");
    return read("python", "{type: process, command: %s}".formatted(Python.yaml(command)), agents);
  }

  private ExperimentSpec java(String agents) throws Exception {
    return read("java", "{type: transition_matrix, acceptance: {file: users/matrix.csv}}", agents);
  }

  /** By agent and seed. */
  private static List<Completed> completed(ExperimentSpec spec) throws Exception {
    return List.of(Trials.completed(spec));
  }

  @Test
  void sessionsWithTheSameKeysAreThoseOfJavaToTheBit() throws Exception {
    String agents = "{random: {type: random}}";
    Environment python = Environments.of(python(agents));
    Environment java = Environments.of(java(agents));
    RandomKey key = RandomKey.root(7);
    Policy.Deterministic repeats = seen -> Slate.of((seen.state() + 1) % 4);
    assertThat(python.space()).isEqualTo(java.space());
    for (Policy policy : List.of(Policy.uniform(java.space()), repeats)) {
      Sessions other = new Loop(python, key, key.child("agent")).play(policy, 3_000);
      Sessions own = new Loop(java, key, key.child("agent")).play(policy, 3_000);
      assertThat(other.rewards()).isEqualTo(own.rewards());
      assertThat(other.lengths()).isEqualTo(own.lengths());
    }
  }

  @Test
  void exactValuesAreThoseOfJavaToTheBit() throws Exception {
    String agents = "{random: {type: random}, optimal: {type: optimal}}";
    List<Completed> python = completed(python(agents));
    List<Completed> java = completed(java(agents));
    assertThat(python).hasSize(4);
    for (int i = 0; i < python.size(); i++) {
      assertThat(python.get(i).exactValue()).isNotNull().isEqualTo(java.get(i).exactValue());
    }
  }

  @Test
  void learnersTrainAndTrialsKeepWhatTheProgramUsed() throws Exception {
    for (Completed trial : completed(python("{tabular_q: {type: tabular_q}}"))) {
      assertThat(trial.envSteps()).isPositive();
      assertThat(trial.inputs().complete()).isTrue();
      assertThat(trial.inputs().versions()).containsKeys("python", "numpy");
      assertThat(trial.inputs().files()).containsKey(Python.PROGRAM);
    }
  }

  @Test
  void aProgramThatIsKilledIsOneFailedTrial() throws Exception {
    Files.writeString(
        folder.resolve("users/dies.py"),
        """
        import os
        import pathlib
        import signal
        import sys

        import numpy as np
        from transition_matrix import TransitionMatrix

        from recsim_jvm import serve

        class Dies(TransitionMatrix):
            def step(self, state, slates, keys):
                try:
                    pathlib.Path(sys.argv[2]).unlink()
                except FileNotFoundError:
                    return super().step(state, slates, keys)
                os.kill(os.getpid(), signal.SIGKILL)

        serve(Dies(np.loadtxt(sys.argv[1], delimiter=",")))
        """);
    List<String> command =
        Python.command("users/dies.py", "users/matrix.csv", folder.resolve("kill").toString());
    ExperimentSpec spec =
        read(
            "dies",
            "{type: process, command: %s, files: [users/transition_matrix.py]}"
                .formatted(Python.yaml(command)),
            "{random: {type: random}, optimal: {type: optimal}}");
    Files.createFile(folder.resolve("kill"));
    assertThat(Trials.run(spec).values())
        .hasSize(4)
        .filteredOn(Failed.class::isInstance)
        .singleElement()
        .extracting(it -> ((Failed) it).error())
        .asString()
        .contains("ended by signal 9: somebody killed it");
  }
}
