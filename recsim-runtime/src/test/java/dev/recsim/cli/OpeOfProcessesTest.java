package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.bridge.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents in processes, evaluated on logs. */
@Tag("slow")
class OpeOfProcessesTest {
  @TempDir Path folder;

  @Test
  void evaluatesAgentsInProcesses() throws Exception {
    Python.require("numpy");
    Path agents = Files.createDirectories(folder.resolve("experiments/agents"));
    Files.writeString(
        agents.resolve("third.py"),
        """
        import numpy as np
        from recsim_jvm import Agent, serve

        class Third(Agent):
            deterministic = True

            def act(self, observations, keys, explore):
                return np.full((len(keys), 1), 2)

        serve(Third())
        """);
    String environment =
        "environment: {type: transition_matrix, doc_num: 5, max_session_length: 1}\n";
    write(
        "collect",
        environment
            + """
            agents: {random: {type: random}}
            evaluation: {sessions: 1000}
            trials: {seeds: 0}
            """);
    write(
        "judge",
        environment
            + """
            agents:
              random: {type: random}
              third: {type: process, command: %1$s}
              mixed:
                type: epsilon_greedy
                evaluation_epsilon: 0.5
                base: {type: process, command: %1$s}
            trials: {seeds: 0}
            logs: {file: ../reports/collect/sessions}
            evaluate: {}
            """
                .formatted(Python.yaml(Python.command("agents/third.py"))));
    Printed.by(folder, "run", "--experiment=collect", "--session-logs=jsonl");
    assertThat(Printed.by(folder, "ope", "--experiment=judge").errors()).isEmpty();
    JsonNode policies =
        new ObjectMapper()
            .readTree(folder.resolve("reports/judge/ope.json").toFile())
            .path("policies");
    assertThat(ips(policies.get(1))).isNotEqualTo(ips(policies.get(0)));
    assertThat(ips(policies.get(2)))
        .isCloseTo((ips(policies.get(0)) + ips(policies.get(1))) / 2, within(1e-9));
    // A fifth of the sessions; 5 standard errors.
    assertThat(policies.at("/1/effective_sample").asDouble()).isBetween(137.0, 263.0);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve("experiments/" + name + ".yaml"), text);
  }

  /** The estimate that is linear in the probabilities. */
  private static double ips(JsonNode policy) {
    for (JsonNode estimate : policy.path("estimates")) {
      if (estimate.path("estimator").asText().equals("ips")) {
        return estimate.path("value").asDouble();
      }
    }
    throw new AssertionError(policy);
  }
}
