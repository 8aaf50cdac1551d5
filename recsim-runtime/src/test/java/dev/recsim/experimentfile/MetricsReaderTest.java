package dev.recsim.experimentfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.api.Metric;
import dev.recsim.env.metric.RewardReachedProvider.RewardReached;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsReaderTest {
  private static final String AGENTS = "agents: {a: {type: random}}\n";
  private static final String ENVIRONMENT =
      "environment: {type: long_term_satisfaction}\n" + AGENTS;

  private static final String INTERESTS = "environment: {type: interest_evolution}\n" + AGENTS;

  @TempDir Path folder;

  @Test
  void metricsStandBehindThoseOfTheEnvironment() throws Exception {
    ExperimentSpec spec =
        read(
            ENVIRONMENT
                + "metrics: {good: {type: reward_reached, reward: 3}, b: {type: reward_reached}}");

    assertThat(spec.metrics())
        .extracting(metric -> (Object) metric.options())
        .containsExactly(new RewardReached(3), new RewardReached(1));
    assertThat(Environments.of(spec).metrics())
        .extracting(Metric::name)
        .contains("click_rate")
        .endsWith("b", "good");
    assertThat(spec.resolved()).contains("metrics:\n", "reward: 3\n");
    ExperimentSpec again = read(spec.resolved());
    assertThat(again.resolved()).isEqualTo(spec.resolved());
  }

  @Test
  void trialsAreOthersWhereOtherMetricsAreCounted() throws Exception {
    String none = read(ENVIRONMENT).agents().get(0).fingerprint();
    String three =
        read(ENVIRONMENT + "metrics: {m: {type: reward_reached, reward: 3}}")
            .agents()
            .get(0)
            .fingerprint();
    String four =
        read(ENVIRONMENT + "metrics: {m: {type: reward_reached, reward: 4}}")
            .agents()
            .get(0)
            .fingerprint();

    assertThat(List.of(none, three, four)).doesNotHaveDuplicates();
    assertThat(read(ENVIRONMENT + "metrics: {}").agents().get(0).fingerprint()).isEqualTo(none);
  }

  @Test
  void problemsAreToldAtTheirPlaces() {
    assertThat(problems(ENVIRONMENT + "metrics: {m: {type: reward_reeched}}"))
        .containsExactly(
            "3:21: unknown metric type \"reward_reeched\", did you mean \"reward_reached\"? Known"
                + " types: average_popularity, exposure_entropy, exposure_gini, group_reward_gap,"
                + " homogenization, intra_list_distance, long_tail_share, regret, reward_reached,"
                + " session_novelty, worst_group_reward");
    assertThat(problems(ENVIRONMENT + "metrics: {m: {type: reward_reached, rewart: 1}}"))
        .containsExactly("3:37: unknown key \"rewart\", did you mean \"reward\"?");
    assertThat(problems(ENVIRONMENT + "metrics: {click_rate: {type: reward_reached}}"))
        .containsExactly(
            "3:11: metric \"click_rate\" is one of the environment's; choose another name");
    assertThat(problems(ENVIRONMENT + "metrics: {Good-One: {type: reward_reached}}"))
        .containsExactly(
            "3:11: metric \"Good-One\" must be 1 to 64 small letters, digits and _, and begin with a"
                + " letter");
    assertThat(problems(ENVIRONMENT + "metrics: [a]"))
        .containsExactly("3:10: metrics must be a mapping, not a list");
  }

  @Test
  void metricsThatTheEnvironmentCannotHaveAreRefused() {
    assertThat(problems(INTERESTS + "metrics: {m: {type: exposure_gini}}"))
        .containsExactly(
            "3:14: over cannot be documents: each session of this environment has documents of its"
                + " own; write over: topics, or resample: corpus in the environment");
    assertThat(problems(INTERESTS + "metrics: {m: {type: group_reward_gap, feature: intrest_3}}"))
        .containsExactly(
            "3:48: feature must be a feature of the users, not \"intrest_3\", did you mean"
                + " \"interest_3\"?");
    assertThat(problems(INTERESTS + "metrics: {m: {type: group_reward_gap, feature: age}}"))
        .singleElement()
        .asString()
        .startsWith(
            "3:48: feature must be a feature of the users, not \"age\"; there are interest_0,");
    assertThat(problems(INTERESTS + "metrics: {m: {type: regret}}"))
        .singleElement()
        .asString()
        .startsWith("3:21: regret needs an environment whose optimum is known exactly");
  }

  @Test
  void metricsAreReadWhereTheEnvironmentIsWrongToo() {
    assertThat(
            problems(
                "environment: {type: shop}\n"
                    + AGENTS
                    + "metrics: {m: {type: reward_reached, rewart: 1}}"))
        .hasSize(2)
        .last()
        .isEqualTo("3:37: unknown key \"rewart\", did you mean \"reward\"?");
  }

  private ExperimentSpec read(String yaml) throws Exception {
    return ExperimentReader.read(Files.writeString(folder.resolve("x.yaml"), yaml));
  }

  private List<String> problems(String yaml) {
    return catchThrowableOfType(InvalidExperiment.class, () -> read(yaml)).problems().stream()
        .map(problem -> problem.toString().replace(folder.resolve("x.yaml") + ":", ""))
        .toList();
  }
}
