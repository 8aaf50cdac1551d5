package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.bridge.Python;
import dev.recsim.exact.ExactSolver;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Loop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of an environment of Gymnasium: an experiment, and the values of its model. */
@Tag("slow")
class GymnasiumVerbTest {
  private static final int SESSIONS = 400;

  @TempDir Path folder;

  private Path experiment() throws Exception {
    Python.require("numpy", "gymnasium");
    Path users = Files.createDirectories(folder.resolve("experiments/users"));
    Files.copy(
        Python.PACKAGE.resolve("examples/environments/frozen_lake.py"),
        users.resolve("frozen_lake.py"));
    return Files.writeString(
        folder.resolve("experiments/lake.yaml"),
        """
        environment: {type: process, command: %s}
        agents:
          random: {type: random}
          optimal: {type: optimal}
          tabular_q: {type: tabular_q}
          ppo: {type: ppo}
        training: {warmup_sessions: 200, epochs: 2, updates_per_epoch: 10, batch_size: 32, sessions_per_update: 5}
        evaluation: {sessions: 20}
        trials: {seeds: 0..1}
        claims:
          - optimal: {beats: random}
        """
            .formatted(Python.yaml(Python.command("users/frozen_lake.py"))));
  }

  @Test
  void agentsAreComparedInAnEnvironmentOfGymnasium() throws Exception {
    experiment();
    Printed run = Printed.by(folder, "run");
    assertThat(run.errors()).isEmpty();
    Path report = folder.resolve("reports/lake");
    JsonNode results = new ObjectMapper().readTree(report.resolve("results.json").toFile());
    Map<String, Double> means = new TreeMap<>();
    for (JsonNode agent : results.get("agents")) {
      assertThat(agent.get("completed").asInt()).isEqualTo(2);
      means.put(agent.get("name").asText(), agent.get("mean").asDouble());
    }
    assertThat(means).containsOnlyKeys("optimal", "ppo", "random", "tabular_q");
    assertThat(means.get("optimal")).as("known to Gymnasium").isCloseTo(0.74, within(0.005));
    assertThat(means.get("random")).isCloseTo(0.0139, within(0.0005));
    assertThat(means.get("tabular_q")).isBetween(0.0, means.get("optimal"));
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("tabular_q", "ppo", "optimal", "goals");
    Printed check = Printed.by(folder, "check");
    assertThat(check.text()).contains("recsim:check passed");
  }

  /**
   * The optimal policy reaches the goal as often as its exact value says. 4 standard errors are
   * 0.09.
   */
  @Tag("nightly")
  @Test
  void valuesOfTheModelAreThoseOfTheSessions() throws Exception {
    Environment environment = Environments.of(ExperimentReader.read(experiment()));
    FiniteMdp model = environment.model().orElseThrow();
    int[] best = new ExactSolver(model).optimal().actions();
    Policy.Deterministic optimal = seen -> Slate.of(best[seen.state()]);
    RandomKey key = RandomKey.root(1);
    double[] rewards = new Loop(environment, key, key).play(optimal, SESSIONS).rewards();
    assertThat(Arrays.stream(rewards).average().orElseThrow()).isCloseTo(0.74, within(0.09));
    assertThat(List.of(model.states(), model.actions(), model.maxSessionLength()))
        .containsExactly(16, 4, 100);
  }
}
