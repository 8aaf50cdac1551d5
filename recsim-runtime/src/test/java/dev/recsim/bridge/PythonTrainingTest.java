package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A policy that Stable-Baselines3 trains in an environment, judged as an agent. */
@Tag("slow")
@Tag("nightly")
@Timeout(3_600)
class PythonTrainingTest {
  private static final int SEEDS = 5;

  @TempDir Path folder;

  /** The environment of quick.yaml; the policy is deterministic, so its value is exact. */
  @Test
  void ppoReachesTheOptimumWithEachOfFiveSeeds() throws Exception {
    Python.require("gymnasium", "stable_baselines3");
    Path agents = Files.createDirectory(folder.resolve("agents"));
    Files.copy(Python.PACKAGE.resolve("examples/agents/ppo.py"), agents.resolve("ppo.py"));
    StringBuilder entries = new StringBuilder();
    for (int seed = 0; seed < SEEDS; seed++) {
      Python.run(
          Map.of("RECSIM_RUNTIME", Python.launcher(folder).toString()),
          "examples/train_ppo.py",
          Path.of("../experiments/quick.yaml").toAbsolutePath().normalize().toString(),
          agents.resolve("ppo-" + seed + ".zip").toString(),
          "--seed",
          Integer.toString(seed));
      List<String> command = Python.command("agents/ppo.py", "agents/ppo-" + seed + ".zip");
      entries.append(
          "  ppo_%s: {type: process, command: %s}%n".formatted(seed, Python.yaml(command)));
    }
    List<Completed> trials =
        Trials.run(
                Trials.read(
                    folder,
                    """
                    environment: {type: transition_matrix}
                    agents:
                      optimal: {type: optimal}
                      actor_critic: {type: actor_critic}
                    %straining: {env_steps: 50000, updates: 500}
                    trials: {seeds: [0]}
                    """
                        .formatted(entries)))
            .values()
            .stream()
            .map(PythonTrainingTest::completed)
            .toList();

    double optimum =
        trials.stream()
            .filter(trial -> trial.id().agent().equals("optimal"))
            .findFirst()
            .orElseThrow()
            .exactValue();
    assertThat(trials).hasSize(SEEDS + 2);
    assertThat(trials)
        .allSatisfy(
            trial ->
                assertThat(trial.exactValue())
                    .as(trial.id().agent())
                    .isGreaterThanOrEqualTo(0.99 * optimum));
  }

  private static Completed completed(TrialResult result) {
    assertThat(result).isInstanceOf(Completed.class);
    return (Completed) result;
  }
}
