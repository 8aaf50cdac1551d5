package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.experiment.LocalExecutor;
import dev.recsim.experiment.Plan;
import dev.recsim.experiment.remote.ProcessExecutor;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.io.NoProcessIsLeft;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Agents in Python that train themselves. */
@Tag("slow")
@Timeout(300)
@ExtendWith(NoProcessIsLeft.class)
class PythonSelfTrainingTest {
  /** Counts what each document earns in each state; {@code sys.argv[1]} says what it does wrong. */
  private static final String AGENT =
      """
      import sys

      import numpy as np

      from recsim_jvm import Agent, RecsimError, serve

      wrong = sys.argv[1]

      class Counting(Agent):
          deterministic = True
          trains = True

          def start(self, space, key):
              self.space = space
              self.sums = np.zeros((space.states, space.documents))

          def train(self, environment, steps):
              generator = np.random.default_rng(environment.seed)
              lanes = environment.make(num_envs=10, action="item")
              seen, info = lanes.reset(seed=5)
              assert "optimum" not in info
              if wrong == "hangs":
                  while True:
                      lanes.reset()
              while environment.left >= 10:
                  if environment.left == steps // 2:
                      print("checkpoint", environment.checkpoint())
                  actions = generator.integers(self.space.documents, size=10)
                  following, rewards, ended, cut, info = lanes.step(actions)
                  np.add.at(self.sums, (seen, actions), rewards)
                  seen = following
              if wrong == "evaluates":
                  environment.make(users="eval")
              if wrong == "swallows":
                  try:
                      lanes.step(actions)
                  except RecsimError as e:
                      print(e)
              if wrong == "late":
                  self.lanes = lanes
              if wrong == "old":
                  environment.make(topics="one_hot")
                  lanes.reset()

          def save(self, folder):
              (folder / "table").mkdir()
              np.save(folder / "table" / "sums.npy", self.sums)

          def load(self, folder):
              assert not self.sums.any(), "the process has trained"
              self.sums = np.load(folder / "table" / "sums.npy")
              if wrong == "other":
                  self.sums = -self.sums

          def act(self, observations, keys, explore):
              if wrong == "late" and hasattr(self, "lanes"):
                  self.lanes.reset()
              return self.sums[observations.state].argmax(axis=1)

      serve(Counting())
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeAgent() throws Exception {
    Python.require("gymnasium");
    Files.createDirectory(folder.resolve("agents"));
    Files.writeString(folder.resolve("agents/counting.py"), AGENT);
  }

  private static String agent(String wrong) {
    List<String> words = Python.command("agents/counting.py", wrong);
    return "{type: process, command: %s}".formatted(Python.yaml(words));
  }

  private ExperimentSpec spec(String agents, String training, int seeds) throws Exception {
    return Trials.read(
        folder,
        """
        environment: {type: transition_matrix}
        agents: {%s}
        training: %s
        evaluation: {sessions: 60}
        trials: {seeds: 0..%s}
        """
            .formatted(agents, training, seeds - 1));
  }

  /** What is judged is what the files say; each seed is a training, and repeats to the bit. */
  @Test
  void itIsTrainedWithEachSeedStoredAndJudgedFromItsFiles() throws Exception {
    String agents = "good: %s, other: %s".formatted(agent("nothing"), agent("other"));
    ExperimentSpec spec = spec(agents, "{env_steps: 2004, updates: 50}", 2);
    Map<TrialId, TrialResult> results = Trials.run(spec);
    Completed first = (Completed) results.get(new TrialId("good", 0));
    Completed second = (Completed) results.get(new TrialId("good", 1));
    Completed other = (Completed) results.get(new TrialId("other", 0));
    assertThat(first.envSteps()).isEqualTo(2_000);
    assertThat(first.curve()).extracting(Checkpoint::envSteps).containsExactly(2_000L);
    assertThat(first.weights().orElseThrow().files()).containsOnlyKeys("table/sums.npy");
    assertThat(second.weights()).isNotEqualTo(first.weights());
    assertThat(other.exactValue()).isLessThan(other.curve().get(0).exactValue());
    assertThat(first.exactValue()).isEqualTo(first.curve().get(0).exactValue());
    assertThat(first.inputs().complete()).isTrue();
    assertThat(first.inputs().files().keySet())
        .as("what the training has read is among the inputs")
        .anyMatch(file -> file.endsWith("recsim_jvm/training.py"));

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
      ExperimentSpec again = spec("good: " + agent("nothing"), "{env_steps: 2004, updates: 50}", 2);
      Completed there =
          (Completed) Trials.run(Plan.of(again), executor).get(new TrialId("good", 1));
      assertThat(there.weights()).isEqualTo(second.weights());
      assertThat(there.digest()).isEqualTo(second.digest());
    }
  }

  @Tag("nightly")
  @Test
  void checkpointsDrawTheLearningCurve() throws Exception {
    Completed trial =
        Trials.completed(spec("good: " + agent("nothing"), "{env_steps: 2000}", 1))[0];
    assertThat(trial.curve()).extracting(Checkpoint::envSteps).containsExactly(1_000L, 2_000L);
    assertThat(trial.curve()).extracting(Checkpoint::exactValue).doesNotContainNull();
    assertThat(trial.curve().get(trial.keptEpoch() - 1).exactValue()).isEqualTo(trial.exactValue());
  }

  @Test
  void eachFaultIsTheErrorOfItsTrial() throws Exception {
    String around = "{type: epsilon_greedy, epsilon: 0.1, base: %s}".formatted(agent("nothing"));
    String agents =
        "swallows: %s, late: %s, old: %s, evaluates: %s, around: %s"
            .formatted(agent("swallows"), agent("late"), agent("old"), agent("evaluates"), around);
    Map<TrialId, TrialResult> results = Trials.run(spec(agents, "{env_steps: 1002}", 1));
    assertThat(error(results, "swallows"))
        .contains("returned from training although it was refused steps beyond the 1002");
    assertThat(error(results, "late"))
        .contains("RecsimError: training is over: its environments and checkpoints cannot be used");
    assertThat(error(results, "old"))
        .contains("RecsimError: another environment was made after this one; use that");
    assertThat(error(results, "evaluates")).contains("unexpected keyword argument 'users'");
    assertThat(error(results, "around")).contains("its base trains itself, so it cannot be inside");

    String schedule = "{warmup_sessions: 5, epochs: 1}";
    assertThat(error(Trials.run(spec("good: " + agent("nothing"), schedule, 1)), "good"))
        .contains("it trains itself, for a number of environment steps")
        .contains("write \"training: {env_steps: 50000}\"");
  }

  private static String error(Map<TrialId, TrialResult> results, String agent) {
    return ((Failed) results.get(new TrialId(agent, 0))).error();
  }

  @Tag("nightly")
  @Test
  void theTimeLimitOfTrialsEndsTrainingThatGoesOn() throws Exception {
    Plan plan = Plan.of(spec("good: " + agent("hangs"), "{env_steps: 1000}", 1));
    LocalExecutor executor = new LocalExecutor(1, Optional.of(Duration.ofSeconds(5)));
    assertThat(error(Trials.run(plan, executor), "good")).contains("timed out after 5 s");
  }
}
