package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.bridge.FaultyAgent.Fault;
import dev.recsim.io.NoProcessIsLeft;
import dev.recsim.trial.TrialId;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import dev.recsim.trial.TrialResult.Failed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of agents in processes. Each fails its own trial with the right cause; no other trial is
 * lost and nothing waits forever.
 */
@Tag("nightly")
@Timeout(600)
@ExtendWith(NoProcessIsLeft.class)
class AgentFaultsTest {
  @TempDir Path folder;

  @Test
  void eachFaultFailsItsOwnTrial() throws Exception {
    run(1);
  }

  @Test
  void twoHundredFaultsFailTheirOwnTrials() throws Exception {
    run(8);
  }

  private void run(int seeds) throws Exception {
    StringBuilder agents = new StringBuilder();
    for (Fault fault : Fault.values()) {
      agents.append(agent(fault.agent(), FaultyAgent.command(fault), fault.waits() ? 2 : 60));
    }
    agents.append(agent("sound", FaultyAgent.sound(), 60));
    agents.append("  missing: {type: process, command: [no-such-program, script.py]}\n");
    agents.append("  random: {type: random}\n");
    Map<TrialId, TrialResult> results =
        Trials.run(
            Trials.read(
                folder,
                """
                environment: {type: six_states}
                agents:
                %straining: {env_steps: 1000, updates: 25}
                evaluation: {sessions: 20}
                trials: {seeds: 0..%d}
                """
                    .formatted(agents, seeds - 1)));

    assertThat(results).hasSize((Fault.values().length + 3) * seeds);
    for (int seed = 0; seed < seeds; seed++) {
      for (Fault fault : Fault.values()) {
        assertThat(results.get(new TrialId(fault.agent(), seed)))
            .isInstanceOfSatisfying(
                Failed.class,
                failed ->
                    assertThat(failed.error())
                        .as(fault.name())
                        .startsWith("its process (")
                        .contains(") " + fault.cause));
      }
      assertThat(((Failed) results.get(new TrialId("missing", seed))).error())
          .startsWith("its process (no-such-program script.py) cannot start (")
          .contains("No such file or directory")
          .contains("install the program or correct \"command\"");
      assertThat(results.get(new TrialId("sound", seed))).isInstanceOf(Completed.class);
      assertThat(results.get(new TrialId("random", seed))).isInstanceOf(Completed.class);
    }
  }

  private static String agent(String name, List<String> command, int timeout) {
    return "  %s: {type: process, timeout: %s, command: %s}%n"
        .formatted(name, timeout, Python.yaml(command));
  }
}
