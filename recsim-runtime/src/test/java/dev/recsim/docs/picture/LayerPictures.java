package dev.recsim.docs.picture;

import dev.recsim.docs.chart.BarChart;
import dev.recsim.docs.chart.LineChart;
import java.util.ArrayList;
import java.util.List;

/** Agents around agents. */
final class LayerPictures {

  /** Two types of users, and documents of two kinds that differ in nothing but the topic. */
  private static final String TWO_TASTES =
      """
      environment:
        type: interest_exploration
        user: {affinity_log_means: [[0.1, 1.2], [1.2, 0.1]]}
        documents: {topic_shares: [0.5, 0.5], quality_log_means: [0.2, 0.2], quality_log_stddev: 0}
        max_session_length: 40
      """;

  private LayerPictures() {}

  static List<Picture> all() {
    return List.of(
        Picture.quick("agents", "epsilon_greedy", LayerPictures::epsilonGreedy),
        Picture.slow("agents", "cluster_click_statistics", LayerPictures::clickStatistics),
        Picture.slow("agents", "fixed_length_history", LayerPictures::history),
        Picture.quick("agents", "temporal_aggregation", LayerPictures::aggregation));
  }

  private static String epsilonGreedy() {
    List<String> epsilons = List.of("0", "0.05", "0.2");
    StringBuilder agents = new StringBuilder("agents:\n");
    epsilons.forEach(
        epsilon ->
            agents.append(
                "  e%s: {type: epsilon_greedy, epsilon: %s, base: {type: ucb1}}\n"
                    .formatted(epsilon, epsilon)));
    Stage stage = Stage.of(BanditPictures.ONE_TASTE + agents);
    LineChart chart = BanditPictures.regretChart();
    epsilons.forEach(
        epsilon -> chart.line("epsilon: " + epsilon, BanditPictures.regret(stage, "e" + epsilon)));
    return chart.svg();
  }

  private static String clickStatistics() {
    Stage stage =
        Stage.of(
            TWO_TASTES
                + """
                agents:
                  alone: {type: lin_ucb}
                  wrapped:
                    type: cluster_click_statistics
                    base: {type: lin_ucb, interactions: outer}
                training: {warmup_sessions: 1000, epochs: 1, updates_per_epoch: 1}
                evaluation: {sessions: 1}
                trials: {seeds: [0]}
                """);
    LineChart chart =
        new LineChart(
            "lin_ucb learns across users, with the layer within a session too",
            "slates shown in the session",
            "clicks a slate");
    double[] middles = EnvironmentPictures.middles(40, 4);
    chart.line("lin_ucb", middles, clicks(stage, "alone"));
    chart.line("lin_ucb in cluster_click_statistics", middles, clicks(stage, "wrapped"));
    return chart.svg();
  }

  private static double[] clicks(Stage stage, String agent) {
    return EnvironmentPictures.grouped(
        stage.bySteps(stage.trained(agent), 10_000, 40, Stage.Look.CLICKS), 4);
  }

  private static String history() {
    List<Integer> lengths = List.of(1, 2, 3, 4);
    String base =
        "base: {type: tabular_q, gamma: 0, learning_rate: 1, learning_rate_decay: 1,"
            + " exploration_temperature: 0.999}";
    StringBuilder agents =
        new StringBuilder(
            "agents:\n  alone: {%s}\n".formatted(base.substring(7, base.length() - 1)));
    lengths.forEach(
        length ->
            agents.append(
                ("  h%d: {type: fixed_length_history, history_length: %d, remember_document: true,"
                        + " %s}\n")
                    .formatted(length, length, base)));
    Stage stage =
        Stage.of(
            TWO_TASTES
                + agents
                + """
                training: {warmup_sessions: 3000, epochs: 1, updates_per_epoch: 1}
                evaluation: {sessions: 1}
                trials: {seeds: [0]}
                """);
    List<String> groups = new ArrayList<>(List.of("tabular_q alone"));
    double[] rates = new double[lengths.size() + 1];
    rates[0] = rate(stage, "alone");
    for (int i = 0; i < lengths.size(); i++) {
      groups.add("history_length: " + lengths.get(i));
      rates[i + 1] = rate(stage, "h" + lengths.get(i));
    }
    return new BarChart(
            "A longer memory tells more of the user's taste",
            "tabular_q, alone and in fixed_length_history",
            "clicks of 100 slates",
            1,
            groups)
        .bars("mean over sessions of 40 slates", rates)
        .svg();
  }

  private static double rate(Stage stage, String agent) {
    return 100
        * EnvironmentPictures.grouped(
            stage.bySteps(stage.trained(agent), 5_000, 40, Stage.Look.CLICKS), 40)[0];
  }

  private static String aggregation() {
    LineChart chart =
        new LineChart(
            "The candidate that one session is shown, around the agent random",
            "slates shown",
            "candidate");
    for (int period : List.of(1, 5, 15)) {
      Stage stage =
          Stage.of(
              """
              environment: {type: interest_exploration, resample: session}
              agents:
                kept:
                  type: temporal_aggregation
                  aggregation_period: %d
                  base: {type: random}
              """
                  .formatted(period));
      double[] shown =
          stage.bySteps(stage.agent("kept"), 1, 31, (seen, slate, step) -> slate.document(0));
      chart.line("aggregation_period: " + period, shown);
    }
    return chart.svg();
  }
}
