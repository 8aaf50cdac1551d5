package dev.recsim.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.report.page.Assets;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResultsJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The public format, byte for byte, on whichever JVM the tests run. */
  @Test
  void smallResultsGiveTheseBytes() {
    List<TrialResult> trials = new ArrayList<>();
    trials.add(
        Fixtures.completed(
            "ac",
            0,
            6,
            6.25,
            new int[] {1, 0},
            37_000,
            626,
            "java",
            List.of(
                new Checkpoint(1, 2_300, 313, 6.0, 0.8, 6.1, Map.of(), Map.of()),
                new Checkpoint(2, 37_000, 626, null, null, 1.0 / 3, Map.of(), Map.of()))));
    trials.add(Fixtures.failed("ac", 1));
    ExperimentResults results =
        Fixtures.of(
            "small",
            "A \"small\" one",
            new ExperimentResults.Exact(8, 1, 0),
            List.of(
                Fixtures.scores("random", "random", 0.75, 1.5),
                Fixtures.agent("ac", "actor_critic", trials)));
    assertThat(new ResultsJson(results).results().json())
        .isEqualTo(Assets.text("small-results.json"));
  }

  @Test
  void everyFieldOfTheFormatIsThere() throws Exception {
    JsonNode root = JSON.readTree(new ResultsJson(Fixtures.notebook("t")).results().json());
    assertThat(names(root))
        .contains("schema_version", "experiment", "fingerprint", "exact", "agents");
    assertThat(root.at("/exact/optimal").asDouble()).isEqualTo(8.92455025644);
    JsonNode agent = root.at("/agents/2");
    assertThat(names(agent))
        .contains("name", "type", "mean", "ci95", "iqm", "share_of_optimum", "trials");
    assertThat(names(agent.at("/trials/0")))
        .contains(
            "seed",
            "status",
            "sessions",
            "mean_reward",
            "standard_error",
            "mean_length",
            "exact_value",
            "env_steps",
            "updates",
            "curve");
    assertThat(names(agent.at("/trials/0/curve/0")))
        .contains("epoch", "env_steps", "updates", "mean_reward", "exact_value");
    assertThat(root.at("/agents/3/trials/3/status").asText()).isEqualTo("failed");
    assertThat(root.at("/agents/3/trials/3/error").asText()).contains("loss is NaN");
    assertThat(root.at("/agents/3/trials")).hasSize(20);
  }

  @Test
  void environmentThatIsNotFiniteLeavesNulls() throws Exception {
    TrialResult trial = Fixtures.completed("a", 0, 2, null, new int[0], 0, 0, null, List.of());
    ExperimentResults results =
        Fixtures.of("e", "E", null, List.of(Fixtures.agent("a", "x", List.of(trial))));
    JsonNode root = JSON.readTree(new ResultsJson(results).results().json());
    assertThat(root.get("exact").isNull()).isTrue();
    JsonNode agent = root.at("/agents/0");
    assertThat(agent.get("share_of_optimum").isNull()).isTrue();
    assertThat(agent.get("ci95").isNull()).isTrue();
    assertThat(agent.at("/trials/0/exact_value").isNull()).isTrue();
    assertThat(agent.get("mean")).isEqualTo(agent.at("/trials/0/mean_reward"));
  }

  @Test
  void checkStandsInTheResults() throws Exception {
    JsonNode check =
        JSON.readTree(new ResultsJson(Checked.regressed()).results().json()).get("check");
    assertThat(check.get("outcome").asText()).isEqualTo("regressed");
    assertThat(check.get("summary").asText())
        .startsWith("1 agent regressed, 1 improved, 2 identical; ");
    assertThat(check.at("/agents/3").toString())
        .startsWith(
            "{\"name\":\"notebook\",\"outcome\":\"regressed\",\"changes\":[],\"method\":\"paired\","
                + "\"seeds\":20,\"baseline_seeds\":20,\"best\":null,\"baseline\":8.99")
        .contains("\"difference\":-0.52", "\"bounds\":[-0.57", "\"margin\":0.179");
    assertThat(check.at("/agents/0/bounds").isNull()).isTrue();
    assertThat(check.at("/claims/1").toString())
        .startsWith("{\"claim\":\"actor_critic share_of_optimum >= 0.99\",\"outcome\":\"broken\"")
        .contains("\"threshold\":0.99,\"problem\":null");
    JsonNode changed =
        JSON.readTree(new ResultsJson(Checked.changed()).results().json()).get("check");
    assertThat(changed.at("/changes/1").toString())
        .isEqualTo("{\"key\":\"environment.p_exit_accepted\",\"before\":null,\"after\":\"0.3\"}");
    assertThat(changed.at("/arena_scores/3").toString())
        .startsWith("{\"name\":\"notebook\",\"baseline\":8.889")
        .contains("\"current\":4.23");
  }

  @Test
  void verdictsOfChangedNewRemovedAgentsAndOfARelaxedRuleAreFields() throws Exception {
    JsonNode renamed =
        JSON.readTree(new ResultsJson(Checked.renamed()).results().json()).get("check");
    assertThat(renamed.at("/agents/2/changes/0").toString())
        .isEqualTo("{\"key\":\"agents.actor_critic.gamma\",\"before\":\"0.8\",\"after\":\"0.99\"}");
    assertThat(renamed.at("/agents/3/outcome").asText()).isEqualTo("new");
    assertThat(renamed.at("/agents/3/best").asText()).isEqualTo("optimal");
    assertThat(renamed.at("/agents/4").toString())
        .startsWith("{\"name\":\"former\",\"outcome\":\"removed\"")
        .contains("\"current\":null");
    JsonNode weakened =
        JSON.readTree(new ResultsJson(Checked.weakened()).results().json()).get("check");
    assertThat(weakened.get("outcome").asText()).isEqualTo("weakened");
    assertThat(weakened.at("/agents/3/outcome").asText()).isEqualTo("holds");
    assertThat(weakened.at("/rule/agents/3/outcome").asText()).isEqualTo("regressed");
    assertThat(weakened.at("/rule/claims/0/outcome").asText()).isEqualTo("broken");
  }

  @Test
  void metricsAreToldOfTheEnvironmentOfAgentsAndOfTrials() throws Exception {
    JsonNode root = JSON.readTree(new ResultsJson(Measured.results()).results().json());
    assertThat(root.at("/metrics/1").toString())
        .isEqualTo(
            "{\"name\":\"click_rate\",\"description\":\"Clicks for each slate shown, <b> & co.\",\"better\":\"none\"}");
    assertThat(root.at("/metrics/2/better").asText()).isEqualTo("higher");
    JsonNode greedy = root.at("/agents/1");
    assertThat(greedy.at("/trials/3/metrics").toString())
        .startsWith("{\"session_length\":7.5,\"click_rate\":0.296875,\"quality_per_click\":1.5,");
    assertThat(greedy.at("/metrics/click_rate/mean").asDouble()).isEqualTo(0.2734375);
    // t(0.975; 3) = 3.18244630528 times s / sqrt(n) = 0.0201718... / 2.
    assertThat(greedy.at("/metrics/click_rate/ci95/0").asDouble())
        .isCloseTo(0.2734375 - 3.18244630528 * Math.sqrt(5.0 / 3) / 64 / 2, within(1e-10));
    assertThat(greedy.at("/trials/4").has("metrics")).as("failed").isFalse();
    assertThat(root.at("/agents/2/trials/0/metrics/quality_per_click").isNull()).isTrue();
    assertThat(root.at("/agents/2/metrics/quality_per_click").toString())
        .isEqualTo("{\"mean\":null,\"ci95\":null}");
  }

  @Test
  void environmentWithoutMetricsLeavesNoFieldForThem() {
    assertThat(new ResultsJson(Fixtures.notebook("t")).results().json())
        .doesNotContain("\"metrics\"");
  }

  @Test
  void whereAndWhenAndHowLongLeaveNoTrace() {
    ExperimentResults results = Fixtures.notebook("t");
    assertThat(new ResultsJson(results).results().json())
        .isEqualTo(new ResultsJson(Fixtures.elsewhere(results)).results().json());
  }

  private static TreeSet<String> names(JsonNode node) {
    TreeSet<String> names = new TreeSet<>(Collections.reverseOrder());
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
