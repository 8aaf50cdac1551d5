package dev.recsim.docs.picture;

import dev.recsim.api.Agent;
import dev.recsim.api.FiniteMdp;
import dev.recsim.docs.chart.BarChart;
import dev.recsim.docs.chart.LineChart;
import java.util.List;
import java.util.stream.IntStream;

/** Agents that have nothing to learn. */
final class KnowingAgentPictures {
  private KnowingAgentPictures() {}

  static List<Picture> all() {
    return List.of(
        Picture.quick("agents", "random", KnowingAgentPictures::random),
        Picture.quick("agents", "myopic", KnowingAgentPictures::myopic),
        Picture.quick("agents", "optimal", KnowingAgentPictures::optimal),
        Picture.slow("agents", "greedy", KnowingAgentPictures::greedy));
  }

  private static String random() {
    Stage stage =
        Stage.of("environment: {type: interest_evolution}\nagents: {random: {type: random}}\n");
    Agent agent = stage.agent("random");
    int slates = 10_000;
    double[][] shares = new double[3][10];
    int[] played = {0};
    for (int session = 0; played[0] < slates; session++) {
      stage.play(
          agent,
          session,
          (t, seen, slate, step) -> {
            for (int i = 0; i < 3; i++) {
              shares[i][slate.document(i)] += 100.0 / slates;
            }
            return ++played[0] < slates;
          });
    }
    List<String> candidates = IntStream.range(0, 10).mapToObj(i -> "" + i).toList();
    return new BarChart(
            "What 10,000 slates of 3 of 10 candidates show", "candidate", "per cent", 0, candidates)
        .bars("first position", shares[0])
        .bars("second", shares[1])
        .bars("third", shares[2])
        .svg();
  }

  private static String myopic() {
    double[] exits = IntStream.rangeClosed(1, 16).mapToDouble(i -> i / 20.0).toArray();
    LineChart chart =
        new LineChart(
            "What looking at the next reward alone earns",
            "probability that a user leaves after a step",
            "per cent of the optimum");
    for (String matrix : List.of("trap-5", "trap-8")) {
      double[] shares = new double[exits.length];
      for (int i = 0; i < exits.length; i++) {
        FiniteMdp environment =
            EnvironmentPictures.finite(
                ("transition_matrix, acceptance: {file: ../../experiments/data/%s.csv},"
                        + " p_exit_accepted: %s, p_exit_not_accepted: %s")
                    .formatted(matrix, exits[i], exits[i]));
        double earned =
            EnvironmentPictures.value(environment, EnvironmentPictures.myopic(environment));
        shares[i] = 100 * earned / EnvironmentPictures.optimal(environment);
      }
      chart.line(matrix, exits, shares);
    }
    return chart.svg();
  }

  private static String optimal() {
    Stage stage =
        Stage.of(
            """
            environment:
              type: transition_matrix
              acceptance: {file: ../../experiments/data/trap-5.csv}
            agents: {random: {type: random}, myopic: {type: myopic}, optimal: {type: optimal}}
            """);
    LineChart chart =
        new LineChart(
            "The optimum gives up reward at first, for more later (trap-5)",
            "steps of the session",
            "reward of a step");
    for (String agent : List.of("random", "myopic", "optimal")) {
      chart.line(agent, stage.bySteps(stage.agent(agent), 20_000, 21, Stage.Look.REWARD));
    }
    return chart.svg();
  }

  private static String greedy() {
    List<String> environments =
        List.of(
            "type: interest_evolution",
            "type: interest_exploration",
            "type: interest_exploration, user: {affinity_log_means: [[0.1, 1.2], [1.2, 0.1]]},"
                + " documents: {topic_shares: [0.5, 0.5], quality_log_means: [0.2, 0.2]}",
            "type: long_term_satisfaction, slate_size: 3,"
                + " choice: {type: multinomial_logit, no_click_mass: 1}");
    double[][] clicks = new double[2][environments.size()];
    for (int i = 0; i < environments.size(); i++) {
      Stage stage =
          Stage.of(
              "environment: {%s}\nagents: {random: {type: random}, greedy: {type: greedy}}\n"
                  .formatted(environments.get(i)));
      clicks[0][i] = firstSteps(stage, "random");
      clicks[1][i] = firstSteps(stage, "greedy");
    }
    return new BarChart(
            "Share of the first 50 slates of a session that are clicked",
            "environment",
            "per cent",
            1,
            List.of("interest_evolution", "interest_exploration", "stronger tastes", "clickbait"))
        .bars("random", clicks[0])
        .bars("greedy", clicks[1])
        .svg();
  }

  private static double firstSteps(Stage stage, String agent) {
    double[] clicks = stage.bySteps(stage.agent(agent), 2_000, 50, Stage.Look.CLICKS);
    return 100 * EnvironmentPictures.grouped(clicks, 50)[0];
  }
}
