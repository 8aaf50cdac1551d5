package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Completed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A policy that Stable-Baselines3 has trained, in its process and as an ONNX model. */
@Tag("slow")
@Tag("nightly")
@Timeout(600)
class PythonPolicyTest {
  private static final String STEPS = "20000";

  @TempDir Path folder;

  @Test
  void processAndModelHaveTheSameScores() throws Exception {
    Python.require("gymnasium", "stable_baselines3", "onnx");
    Path agents = Files.createDirectory(folder.resolve("agents"));
    Files.copy(Python.PACKAGE.resolve("examples/agents/ppo.py"), agents.resolve("ppo.py"));
    Python.run(
        Map.of("RECSIM_RUNTIME", Python.launcher(folder).toString()),
        "examples/train_ppo.py",
        Path.of("../experiments/quick.yaml").toAbsolutePath().normalize().toString(),
        agents.resolve("ppo.zip").toString(),
        "--steps",
        STEPS,
        "--onnx",
        folder.resolve("ppo.onnx").toString());
    ExperimentSpec spec =
        Trials.read(
            folder,
            """
            environment: {type: transition_matrix}
            agents:
              actor_critic: {type: actor_critic}
              program: {type: process, command: %s}
              model: {type: onnx, model: ppo.onnx}
            training: {env_steps: 20000, updates: 200}
            trials: {seeds: [0]}
            """
                .formatted(Python.yaml(Python.command("agents/ppo.py", "agents/ppo.zip"))));
    Map<String, Completed> trials =
        Arrays.stream(Trials.completed(spec))
            .collect(Collectors.toMap(trial -> trial.id().agent(), trial -> trial));

    Completed program = trials.get("program");
    Completed model = trials.get("model");
    assertThat(trials).containsOnlyKeys("actor_critic", "program", "model");
    assertThat(model.exactValue()).isNotNull().isEqualTo(program.exactValue());
    assertThat(model.rewards()).containsExactly(program.rewards());
    assertThat(model.lengths()).containsExactly(program.lengths());
    assertThat(program.exactValue()).isGreaterThan(0.5 * trials.get("actor_critic").exactValue());
    assertThat(slates(spec, "model")).isEqualTo(slates(spec, "program"));
  }

  /** The greedy slates of all states. */
  private List<Slate> slates(ExperimentSpec spec, String agent) {
    Environment environment = Environments.of(spec);
    AgentSpec<?> found =
        spec.agents().stream().filter(it -> it.name().equals(agent)).findFirst().orElseThrow();
    List<Slate> slates = new ArrayList<>();
    try (Agent created = found.create(environment, RandomKey.root(0), folder)) {
      for (int state = 0; state < environment.space().states(); state++) {
        slates.add(created.greedy().recommend(new Observation(state), RandomKey.root(state)));
      }
    }
    return slates;
  }
}
