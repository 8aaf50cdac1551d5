package dev.recsim.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Agent;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.random.RandomKey;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedProviderTest {
  @TempDir Path folder;

  private ExperimentSpec read(String agent) throws Exception {
    return ExperimentReader.read(
        Files.writeString(
            folder.resolve("x.yaml"),
            """
            environment: {type: transition_matrix, doc_num: 6, p_exit_accepted: 0.9}
            agents:
              %s
              there: {type: myopic}
              best: {type: optimal}
            """
                .formatted(agent)));
  }

  private int[] shows(ExperimentSpec spec, int agent) {
    AgentSpec<?> its = spec.agents().get(agent);
    try (Agent made = its.create(Environments.of(spec), RandomKey.root(1), folder)) {
      int[] shown = new int[6];
      for (int s = 0; s < shown.length; s++) {
        var seen = Environments.of(spec).model().orElseThrow().observation(s);
        shown[s] = made.greedy().recommend(seen, RandomKey.root(s)).document(0);
      }
      return shown;
    }
  }

  @Test
  void policyIsThatOfTheOtherEnvironment() throws Exception {
    String planner =
        "a: {type: fixed, environment: {type: transition_matrix, doc_num: 6, acceptance: {generate:"
            + " {seed: %s}}, p_exit_accepted: 0.1}, agent: {type: optimal}}";
    ExperimentSpec spec = read(planner.formatted(7));
    ExperimentSpec own =
        ExperimentReader.read(
            Files.writeString(
                folder.resolve("own.yaml"),
                "environment: {type: transition_matrix, doc_num: 6, acceptance: {generate: {seed:"
                    + " 7}}, p_exit_accepted: 0.1}\nagents: {a: {type: optimal}}\n"));
    assertThat(shows(spec, 0)).isEqualTo(shows(own, 0)).isNotEqualTo(shows(spec, 2));
    assertThat(spec.agents().get(0).oracle()).as("it knows another environment").isFalse();
  }

  @Test
  void whatIsMissingOrDoesNotFitIsTold() throws Exception {
    assertThatThrownBy(() -> read("a: {type: fixed, agent: {type: random}}"))
        .isInstanceOfSatisfying(
            InvalidExperiment.class,
            it ->
                assertThat(it.problems().get(0).message())
                    .isEqualTo("environment is missing; write \"environment: {type: ...}\""));
    assertThatThrownBy(
            () ->
                shows(
                    read(
                        "a: {type: fixed, environment: {type: six_states}, agent: {type: myopic}}"),
                    0))
        .hasMessageContaining("other documents or states than the environment");
    String same = "a: {type: fixed, environment: {type: transition_matrix, doc_num: 6}, agent: %s}";
    assertThatThrownBy(() -> shows(read(same.formatted("{type: tabular_q}")), 0))
        .hasMessageContaining("is missing; name the .safetensors file of a trial of the agent");
    Files.writeString(folder.resolve("n.safetensors"), "");
    assertThatThrownBy(
            () ->
                shows(
                    read(
                        same.formatted("{type: myopic}")
                            .replace("}}", "}, networks: n.safetensors}")),
                    0))
        .hasMessageContaining("is that of agents that learn; leave it out");
  }
}
