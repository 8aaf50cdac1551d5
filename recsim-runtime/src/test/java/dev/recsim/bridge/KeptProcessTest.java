package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that several trials use, one after the other. */
@Tag("slow")
@Timeout(120)
class KeptProcessTest {
  /** Says by a file's name that it has started, and shows what the trial's key draws. */
  private static final String SCRIPT =
      """
      import os
      import pathlib
      import signal
      import sys

      import numpy as np

      from recsim_jvm import Agent, serve

      started = pathlib.Path(sys.argv[1])
      (started / str(os.getpid())).touch()

      class Drawn(Agent):
          reusable = sys.argv[2] != "alone"

          def start(self, space, key):
              self.order = np.argsort([key.uniform(i) for i in range(space.documents)])
              self.size = space.slate_size

          def act(self, observations, keys, explore):
              if sys.argv[2] == "dies" and not (started / "dead").exists():
                  (started / "dead").touch()
                  os.kill(os.getpid(), signal.SIGKILL)
              shift = keys.below(0, 2)
              return np.array([self.order[i : i + self.size] for i in shift])

      serve(Drawn())
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeAgent() throws Exception {
    Python.require("numpy");
    Files.createDirectory(folder.resolve("agents"));
    Files.writeString(folder.resolve("agents/drawn.py"), SCRIPT);
  }

  private Map<TrialId, TrialResult> run(String mode) throws Exception {
    Path started = Files.createDirectory(folder.resolve(mode));
    List<String> command = Python.command("agents/drawn.py", started.toString(), mode);
    String yaml =
        """
        environment: {type: transition_matrix}
        agents: {it: {type: process, command: %s}}
        evaluation: {sessions: 20}
        trials: {seeds: 0..3}
        """;
    Plan plan = Plan.of(Trials.read(folder, yaml.formatted(Python.yaml(command))));
    return Trials.run(plan, new LocalExecutor(1, Optional.empty()));
  }

  private Set<Long> processes(String mode) throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve(mode))) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> !it.equals("dead"))
          .map(Long::valueOf)
          .collect(Collectors.toSet());
    }
  }

  @Tag("nightly")
  @Test
  void trialsEarnTheSameInOneProcessAsInOneEach() throws Exception {
    Map<TrialId, TrialResult> together = run("together");
    Map<TrialId, TrialResult> alone = run("alone");
    assertThat(processes("together")).hasSize(1);
    assertThat(processes("alone")).hasSize(4);
    together.forEach(
        (id, result) -> {
          Completed one = (Completed) result;
          Completed other = (Completed) alone.get(id);
          assertThat(one.rewards()).containsExactly(other.rewards());
          assertThat(one.digest()).isEqualTo(other.digest());
        });
    assertThat(together.values().stream().map(it -> ((Completed) it).digest()).distinct())
        .hasSize(4);
    for (long process : processes("together")) {
      assertThat(ProcessHandle.of(process)).as("after the run").isEmpty();
    }
  }

  @Test
  void aProcessThatDiesFailsOneTrial() throws Exception {
    Map<TrialId, TrialResult> results = run("dies");
    assertThat(results.values().stream().filter(Failed.class::isInstance)).hasSize(1);
    assertThat(processes("dies")).hasSize(2);
  }
}
