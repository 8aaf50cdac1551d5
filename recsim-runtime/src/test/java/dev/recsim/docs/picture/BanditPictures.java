package dev.recsim.docs.picture;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.docs.chart.LineChart;
import java.util.List;

/** Bandits: what they lose until they know. */
final class BanditPictures {
  private static final int DECISIONS = 2_000;
  private static final int SEEDS = 20;

  /** Ten documents that all users like alike, clicked with the logistic function of quality - 2. */
  static final String ONE_TASTE =
      """
      environment:
        type: interest_exploration
        resample: corpus
        user: {type_shares: [1], affinity_log_means: [[0]], affinity_log_stddev: 0}
        documents: {topic_shares: [1], quality_log_means: [0], quality_log_stddev: 0.5}
        choice: {no_click_mass: 3}
      """;

  private BanditPictures() {}

  static List<Picture> all() {
    return List.of(
        Picture.quick("agents", "ucb1", () -> optimism("ucb1")),
        Picture.slow("agents", "kl_ucb", () -> optimism("kl_ucb")),
        Picture.slow("agents", "thompson_sampling", () -> optimism("thompson_sampling")),
        Picture.slow("agents", "README", BanditPictures::compared),
        Picture.slow("agents", "cluster_bandit", BanditPictures::clusters),
        Picture.slow("agents", "lin_ucb", BanditPictures::linUcb),
        Picture.slow("agents", "glm_ucb", () -> glm("glm_ucb", "1", "0.2", "0.02")),
        Picture.slow("agents", "glm_ts", () -> glm("glm_ts", "3", "1", "0.3")));
  }

  private static String optimism(String type) {
    List<String> factors = List.of("1", "0.5", "0.2");
    StringBuilder agents = new StringBuilder("agents:\n");
    factors.forEach(
        factor ->
            agents.append(
                "  a%s: {type: %s, optimism_scaling: %s}\n".formatted(factor, type, factor)));
    Stage stage = Stage.of(ONE_TASTE + agents);
    LineChart chart = regretChart();
    factors.forEach(
        factor ->
            chart.line(
                "%s, optimism_scaling: %s".formatted(type, factor), regret(stage, "a" + factor)));
    return chart.svg();
  }

  static LineChart regretChart() {
    return new LineChart(
        "Clicks lost to whoever always shows the best of ten documents",
        "decisions while learning",
        "clicks lost, mean of " + SEEDS + " agents");
  }

  /** The sum of expected clicks that were missed. */
  static double[] regret(Stage stage, String agent) {
    return EnvironmentPictures.summed(
        stage.learning(
            agent,
            SEEDS,
            DECISIONS,
            (seen, slate, step) -> {
              double best = 0;
              for (Document document : seen.candidates()) {
                best = Math.max(best, clickProbability(document));
              }
              return best - clickProbability(seen.candidates().get(slate.document(0)));
            }));
  }

  private static double clickProbability(Document document) {
    return 1 / (1 + StrictMath.exp(2 - document.features()[0]));
  }

  private static String compared() {
    List<String> types = List.of("ucb1", "kl_ucb", "thompson_sampling");
    StringBuilder agents = new StringBuilder("agents:\n");
    types.forEach(type -> agents.append("  %s: {type: %s}\n".formatted(type, type)));
    Stage stage = Stage.of(ONE_TASTE + agents);
    LineChart chart = regretChart();
    types.forEach(type -> chart.line(type, regret(stage, type)));
    return chart.svg();
  }

  private static String clusters() {
    List<String> bandits = List.of("ucb1", "kl_ucb", "thompson_sampling");
    StringBuilder agents =
        new StringBuilder("  random: {type: random}\n  greedy: {type: greedy}\n");
    bandits.forEach(
        bandit ->
            agents.append(
                "  %s: {type: cluster_bandit, bandit: {type: %s}}\n".formatted(bandit, bandit)));
    Stage stage =
        Stage.of(
            """
            environment:
              type: interest_exploration
              user: {affinity_log_means: [[0.1, 1.2], [1.2, 0.1]]}
              documents: {topic_shares: [0.5, 0.5], quality_log_means: [0.2, 0.2]}
            agents:
            """
                + agents);
    LineChart chart =
        new LineChart(
            "Each session it finds out anew which topic the user likes",
            "slates shown in the session",
            "clicks a slate");
    for (var agent : stage.spec().agents()) {
      String name = agent.name();
      double[] clicks = stage.bySteps(stage.agent(name), 1_500, 100, Stage.Look.CLICKS);
      String label = bandits.contains(name) ? "bandit: " + name : name;
      chart.line(
          label, EnvironmentPictures.middles(100, 10), EnvironmentPictures.grouped(clicks, 10));
    }
    return chart.svg();
  }

  private static String linUcb() {
    Stage stage =
        features(
            """
              none: {type: lin_ucb}
              elementwise: {type: lin_ucb, interactions: elementwise}
              outer: {type: lin_ucb, interactions: outer}
            """);
    LineChart chart = featureChart();
    for (String agent : List.of("none", "elementwise", "outer")) {
      chart.line("interactions: " + agent, lost(stage, agent));
    }
    return chart.svg();
  }

  private static String glm(String type, String... factors) {
    StringBuilder agents = new StringBuilder();
    for (String factor : factors) {
      agents.append(
          "  a%s: {type: %s, interactions: elementwise, optimism_scaling: %s}\n"
              .formatted(factor, type, factor));
    }
    Stage stage = features(agents.toString());
    LineChart chart = featureChart();
    for (String factor : factors) {
      chart.line("optimism_scaling: " + factor, lost(stage, "a" + factor));
    }
    return chart.svg();
  }

  /** Users differ in what they like of five topics. */
  private static Stage features(String agents) {
    return Stage.of(
        """
        environment:
          type: interest_evolution
          slate_size: 1
          documents: {topics: 5, low_quality_topics: 3}
        agents:
        """
            + agents);
  }

  private static LineChart featureChart() {
    return new LineChart(
        "Clicks lost to whoever knows what each user likes",
        "decisions while learning",
        "clicks lost, mean of 10 agents");
  }

  /** Expected clicks that were missed: interest + 1 against a weight of 2 for nothing. */
  private static double[] lost(Stage stage, String agent) {
    return EnvironmentPictures.summed(
        stage.learning(
            agent,
            10,
            DECISIONS,
            (seen, slate, step) -> {
              double best = 0;
              for (Document document : seen.candidates()) {
                best = Math.max(best, clicks(seen, document));
              }
              return best - clicks(seen, seen.candidates().get(slate.document(0)));
            }));
  }

  private static double clicks(Observation seen, Document document) {
    double weight = seen.user()[document.topic()] + 1;
    return weight / (weight + 2);
  }
}
