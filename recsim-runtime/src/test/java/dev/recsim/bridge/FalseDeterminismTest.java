package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents in Python that draw from NumPy's generator have neither exact values nor a score. */
@Tag("slow")
@Timeout(120)
class FalseDeterminismTest {
  private static final String AGENT =
      """
      import numpy as np
      from recsim_jvm import Agent, serve

      class Draws(Agent):
          deterministic = %s

          def act(self, observations, keys, explore):
              return np.random.randint(0, 5, (len(keys), 1))

      serve(Draws())
      """;

  @TempDir Path folder;

  private String error(String deterministic) throws Exception {
    Python.require("numpy");
    Path agents = Files.createDirectories(folder.resolve("agents"));
    Files.writeString(agents.resolve("draws.py"), AGENT.formatted(deterministic));
    TrialResult result =
        Trials.run(
                Trials.read(
                    folder,
                    """
                    environment: {type: transition_matrix, doc_num: 5}
                    agents: {draws: {type: process, command: %s}}
                    evaluation: {sessions: 20}
                    trials: {seeds: 0..0}
                    """
                        .formatted(Python.yaml(Python.command("agents/draws.py")))))
            .values()
            .iterator()
            .next();
    return ((Failed) result).error();
  }

  @Test
  void agentThatSaysItIsDeterministicFails() throws Exception {
    assertThat(error("True"))
        .startsWith("the policy of draws, dev.recsim.bridge.ProcessAgent")
        .contains("says that it has no randomness", "deterministic = True in Python");
  }

  @Test
  void agentThatDrawsWithoutItsKeyFails() throws Exception {
    assertThat(error("False"))
        .startsWith("the answers of draws depend on the order or the number of the sessions");
  }
}
