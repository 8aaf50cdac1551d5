package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.report.ExperimentResults.AgentResults;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agents whose trials all have the policy of one training. */
class OneTrainingTest {
  private static ExperimentResults results(String given) {
    ExperimentResults results = Fixtures.notebook("t");
    List<AgentResults> agents = new ArrayList<>();
    for (AgentResults it : results.agents()) {
      boolean elsewhere = it.name().equals(given);
      agents.add(
          new AgentResults(
              it.name(), it.type(), it.oracle(), it.swept(), it.bound(), elsewhere, it.trials()));
    }
    return Fixtures.of("a", "A", Fixtures.exact(), agents);
  }

  @Test
  void anAgentFromElsewhereIsOneTraining() {
    List<String> lines = Summary.lines(results("random"));
    assertThat(lines).contains("random             0.9784      one training      11.0 %  20");
    assertThat(String.join("\n", lines))
        .contains(
            "random is one training on all seeds: its interval covers the users of the evaluation,"
                + " not the luck of training.")
        .contains("warning: Comparisons of random with ")
        .contains("write {seed} into the name of the file");
    assertThat(Summary.warnings(results("random"))).anyMatch(it -> it.contains("of random with"));
    assertThat(Summary.lines(results("nothing")).toString()).doesNotContain("one training");
  }

  @Test
  void anAgentThatLearnsInItsTrialsIsNot() {
    assertThat(Summary.lines(results("notebook")).toString()).doesNotContain("one training");
  }
}
