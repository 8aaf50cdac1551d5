package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Warnings about agents that learned too little, wherever they are reported. */
class WarningsTest {
  @TempDir Path folder;

  /** Users tire of a topic, so an agent that learns single documents is worse than random. */
  @Tag("nightly")
  @Tag("slow")
  @Test
  void learnerBelowRandomIsReportedWithTheKeyToTry() throws Exception {
    Printed run =
        run(
            """
            environment: {type: boredom}
            agents:
              random: {type: random}
              learner: {type: ucb1}
            training: {env_steps: 1000, updates: 2}
            evaluation: {sessions: 20}
            trials: {seeds: 0..4}
            """);
    Printed check = Printed.by(folder, "check");

    String warning =
        "learner earns clearly less than random, which does not learn: it was still improving, so"
            + " try training: {env_steps: 10000}.";
    assertThat(run.text()).contains("\n  warning: " + warning + "\n");
    assertThat(check.code()).as(check.errors()).isEqualTo(ExitCode.FINE);
    JsonNode results = json("results.json");
    assertThat(results.path("warnings").toString()).isEqualTo("[\"" + warning + "\"]");
    assertThat(results.at("/agents/1/training/endings").toString())
        .isEqualTo("{\"plateau\":0,\"budget\":5,\"schedule\":0}");
    assertThat(results.at("/agents/1/training/still_improving").booleanValue()).isTrue();
    assertThat(results.at("/agents/1/trials/0/ending").textValue()).isEqualTo("budget");
    assertThat(results.at("/agents/0").has("training")).isFalse();
    assertThat(json("run.json").at("/cpu_seconds/learner").doubleValue()).isPositive();
    assertThat(results.toString()).doesNotContain("cpu");
    assertThat(folder.resolve("reports/summary.md"))
        .content()
        .contains("### Warnings\n\n- `weak`: `" + warning + "`\n");
    assertThat(folder.resolve("reports/weak/index.html"))
        .content()
        .contains(
            "<strong>Warning:</strong> " + warning,
            "was still improving at the bound of 1,000 steps (5 of 5 seeds): raise"
                + " training.env_steps");
    assertThat(folder.resolve("reports/index.html")).content().contains(warning);
  }

  /** A slate of all candidates: no agent has a choice. */
  @Test
  void agentsThatAllEarnTheSameAreReportedWithTheLikelyKey() throws Exception {
    Printed run =
        run(
            """
            environment: {type: interest_evolution, candidates: 2, slate_size: 2}
            agents:
              random: {type: random}
              greedy: {type: greedy}
            evaluation: {sessions: 5}
            trials: {seeds: 0..1}
            """);

    assertThat(run.text())
        .contains(
            "\n  warning: All agents earned the same reward in every session, so what they show"
                + " makes no difference. If users always click, set no_click_mass of the choice"
                + " model.\n");
  }

  /** Somebody who writes seeds: 10 wants ten seeds. */
  @Test
  void theOneSeedTenIsNotTenSeeds() throws Exception {
    Printed run =
        run(
            """
            environment: {type: transition_matrix, doc_num: 3}
            agents: {random: {type: random}, gamma: {type: random}}
            evaluation: {sessions: 5}
            trials: {seeds: 10}
            """);

    assertThat(run.text())
        .contains(
            "weak.yaml: trials has the one seed 10; for 10 seeds write trials: {seeds: 0..9}");
  }

  /** Names of a sweep are long; sentences have their number in the table. */
  @Test
  void longNamesOfASweepAreNumberedInSentences() throws Exception {
    Printed run =
        run(
            """
            environment: {type: transition_matrix, doc_num: 3}
            agents: {learner: {type: actor_critic, engine: java, hidden: [4]}}
            sweep: {agents.learner.critic_learning_rate: [0.01, 0.02]}
            training: {warmup_sessions: 5, epochs: 1, updates_per_epoch: 1}
            evaluation: {sessions: 5}
            trials: {seeds: 0..2}
            """);

    assertThat(run.text().lines())
        .filteredOn(it -> it.contains("critic_learning_rate=0.01 "))
        .hasSize(1)
        .allMatch(it -> it.startsWith("  #1 learner-critic_learning_rate=0.01 "));
    assertThat(run.text().lines()).anyMatch(it -> it.startsWith("  #") && it.contains(" earns "));
  }

  private Printed run(String experiment) throws IOException {
    Path experiments = Files.createDirectory(folder.resolve("experiments"));
    Files.writeString(experiments.resolve("weak.yaml"), experiment);
    Printed run = Printed.by(folder, "run");
    assertThat(run.code()).as(run.errors()).isEqualTo(ExitCode.FINE);
    return run;
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("reports/weak/" + file).toFile());
  }
}
