package dev.recsim.docs.picture;

import dev.recsim.api.FiniteMdp;
import dev.recsim.docs.chart.LineChart;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialResult.Completed;
import java.util.List;

/** Learning curves. */
final class LearnerPictures {
  private LearnerPictures() {}

  static List<Picture> all() {
    return List.of(
        Picture.slow("agents", "actor_critic", LearnerPictures::actorCritic),
        Picture.slow("agents", "tabular_q", LearnerPictures::tabularQ),
        Picture.slow("agents", "full_slate_q", LearnerPictures::fullSlateQ),
        Picture.slow("agents", "ppo", LearnerPictures::ppo),
        Picture.slow("agents", "reinforce", LearnerPictures::reinforce),
        Picture.slow("agents", "slate_q", LearnerPictures::slateQ));
  }

  private static final String TRAP =
      """
      environment:
        type: transition_matrix
        acceptance: {file: ../../experiments/data/trap-8.csv}
      """;

  private static String actorCritic() {
    return exactCurve(
        TRAP,
        "{type: actor_critic}",
        "training: {warmup_sessions: 50, epochs: 40, updates_per_epoch: 25}\n",
        "trap-8");
  }

  private static String tabularQ() {
    return exactCurve(
        TRAP,
        "{type: tabular_q}",
        "training: {warmup_sessions: 20, epochs: 50, updates_per_epoch: 20, sessions_per_update: 1}\n",
        "trap-8");
  }

  private static String fullSlateQ() {
    return exactCurve(
        "environment: {type: six_states}\n",
        "{type: full_slate_q, gamma: 0.9}",
        "training: {warmup_sessions: 20, epochs: 50, updates_per_epoch: 20, batch_size: 64}\n",
        "six_states");
  }

  private static String ppo() {
    return exactCurve(
        TRAP, "{type: ppo}", "training: {batch_size: 128, sessions_per_update: 8}\n", "trap-8");
  }

  private static String reinforce() {
    return exactCurve(TRAP, "{type: reinforce}", "training: {sessions_per_update: 16}\n", "trap-8");
  }

  /** In finite environments, between the exact values of what brackets it. */
  private static String exactCurve(
      String environment, String agent, String training, String title) {
    Stage stage =
        Stage.of(
            environment
                + "agents:\n  learner: %s\n".formatted(agent)
                + training
                + "trials: {seeds: 0..4}\nevaluation: {sessions: 1}\n");
    List<Completed> trials = stage.trials("learner");
    FiniteMdp model = stage.environment().model().orElseThrow();
    return new LineChart(
            "Exact value of the policy in " + title + ", mean of five seeds",
            "steps in the environment while learning",
            "reward of a session")
        .cropped()
        .line(
            stage.spec().agents().get(0).provider().name(),
            Stage.curve(trials, Checkpoint::envSteps),
            Stage.curve(trials, Checkpoint::exactValue))
        .level("optimum", EnvironmentPictures.optimal(model))
        .level("myopic", EnvironmentPictures.value(model, EnvironmentPictures.myopic(model)))
        .level("random", EnvironmentPictures.value(model, StochasticPolicy.uniform(model)))
        .svg();
  }

  private static String slateQ() {
    Stage stage =
        Stage.of(
            """
            environment:
              type: interest_evolution
              candidates: 5
              slate_size: 2
              user: {time_budget: 60}
            agents:
              random: {type: random}
              greedy: {type: greedy}
              slate_q: {type: slate_q}
              full_slate_q: {type: full_slate_q, gamma: 1, value_scale: 20}
            training:
              warmup_sessions: 200
              epochs: 20
              updates_per_epoch: 100
              batch_size: 128
              sessions_per_update: 1
              validation_sessions: 1000
            evaluation: {sessions: 4000}
            trials: {seeds: 0..2}
            """);
    LineChart chart =
        new LineChart(
                "Two of five videos, an hour: mean of three seeds",
                "steps in the environment while learning",
                "minutes watched in a session")
            .cropped();
    for (String agent : List.of("slate_q", "full_slate_q")) {
      List<Completed> trials = stage.trials(agent);
      chart.line(
          agent,
          Stage.curve(trials, Checkpoint::envSteps),
          Stage.curve(trials, Checkpoint::meanReward));
    }
    for (String agent : List.of("greedy", "random")) {
      double sum = 0;
      for (Completed trial : stage.trials(agent)) {
        sum += trial.score() / 3;
      }
      chart.level(agent, sum);
    }
    return chart.svg();
  }
}
