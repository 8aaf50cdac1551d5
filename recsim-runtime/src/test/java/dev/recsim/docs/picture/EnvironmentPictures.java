package dev.recsim.docs.picture;

import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.docs.chart.BarChart;
import dev.recsim.docs.chart.LineChart;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What simple policies meet in each environment. */
final class EnvironmentPictures {
  private EnvironmentPictures() {}

  static List<Picture> all() {
    return List.of(
        Picture.quick("environments", "transition_matrix", EnvironmentPictures::transitionMatrix),
        Picture.quick("environments", "six_states", EnvironmentPictures::sixStates),
        Picture.quick("environments", "interest_evolution", EnvironmentPictures::interestEvolution),
        Picture.slow(
            "environments", "interest_exploration", EnvironmentPictures::interestExploration),
        Picture.slow("environments", "long_term_satisfaction", EnvironmentPictures::satisfaction),
        Picture.slow("environments", "boredom", EnvironmentPictures::boredom),
        Picture.slow("environments", "sardine", EnvironmentPictures::sardine),
        Picture.slow("environments", "browsing_and_ads", EnvironmentPictures::browsingAndAds),
        Picture.quick("environments", "composed", EnvironmentPictures::composed));
  }

  private static String transitionMatrix() {
    List<String> environments =
        List.of(
            "doc_num: 10",
            "doc_num: 100",
            "acceptance: {file: ../../experiments/data/trap-5.csv}",
            "acceptance: {file: ../../experiments/data/trap-8.csv}");
    double[][] values = new double[3][environments.size()];
    for (int i = 0; i < environments.size(); i++) {
      FiniteMdp environment = finite("transition_matrix, " + environments.get(i));
      values[0][i] = value(environment, StochasticPolicy.uniform(environment));
      values[1][i] = value(environment, myopic(environment));
      values[2][i] = optimal(environment);
    }
    return new BarChart(
            "What random, short-sighted and optimal policies earn",
            "the matrix",
            "reward of a session",
            2,
            List.of("generated, 10", "generated, 100", "trap-5", "trap-8"))
        .bars("random", values[0])
        .bars("myopic", values[1])
        .bars("optimal", values[2])
        .svg();
  }

  static FiniteMdp finite(String options) {
    return Stage.of(
            "environment: {type: %s}\nagents: {random: {type: random}}\n".formatted(options))
        .environment()
        .model()
        .orElseThrow();
  }

  static double value(FiniteMdp environment, StochasticPolicy policy) {
    return new ExactSolver(environment).value(policy).reward();
  }

  static double optimal(FiniteMdp environment) {
    int[] actions = new ExactSolver(environment).optimal().actions();
    return value(environment, StochasticPolicy.deterministic(environment, actions));
  }

  static StochasticPolicy myopic(FiniteMdp environment) {
    int[] actions = new int[environment.states()];
    for (int s = 0; s < actions.length; s++) {
      for (int a = 1; a < environment.actions(); a++) {
        actions[s] = environment.reward(s, a) > environment.reward(s, actions[s]) ? a : actions[s];
      }
    }
    return StochasticPolicy.deterministic(environment, actions);
  }

  private static String sixStates() {
    double[] exits = IntStream.rangeClosed(1, 19).mapToDouble(i -> i / 20.0).toArray();
    double[][] values = new double[3][exits.length];
    for (int i = 0; i < exits.length; i++) {
      FiniteMdp environment = finite("six_states, p_exit: " + exits[i]);
      values[0][i] = value(environment, StochasticPolicy.uniform(environment));
      values[1][i] = value(environment, myopic(environment));
      values[2][i] = optimal(environment);
    }
    return new LineChart(
            "The longer users stay, the more it is worth to look ahead",
            "p_exit: probability that a user leaves after a step",
            "reward of a session")
        .line("random", exits, values[0])
        .line("myopic", exits, values[1])
        .line("optimal", exits, values[2])
        .svg();
  }

  private static String interestEvolution() {
    Stage stage =
        Stage.of(
            """
            environment: {type: interest_evolution}
            agents: {random: {type: random}, greedy: {type: greedy}}
            """);
    int users = 400;
    int steps = 150;
    Stage.Look there = (seen, slate, step) -> 1;
    Policy good = (seen, key) -> top(seen, 3, document -> document.topic());
    return new LineChart(
            "Good videos keep users, liked ones are watched sooner",
            "slates shown",
            "minutes watched so far, of a user")
        .line(
            "random", summed(stage.bySteps(stage.agent("random"), users, steps, Stage.Look.REWARD)))
        .line(
            "what they like (greedy)",
            summed(stage.bySteps(stage.agent("greedy"), users, steps, Stage.Look.REWARD)))
        .line(
            "topics of the best quality",
            summed(stage.bySteps(good, users, steps, Stage.Look.REWARD)))
        .svg();
  }

  static double[] summed(double[] values) {
    double[] sums = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
    }
    return sums;
  }

  /** The candidates of the greatest values, best first; the first among equals. */
  static Slate top(Observation seen, int size, ToDoubleFunction<Document> value) {
    List<Document> candidates = seen.candidates();
    double[] values = candidates.stream().mapToDouble(value).toArray();
    return Slate.of(
        IntStream.range(0, values.length)
            .boxed()
            .sorted((i, j) -> Double.compare(values[j], values[i]))
            .limit(size)
            .mapToInt(i -> i)
            .toArray());
  }

  private static String interestExploration() {
    Stage stage =
        Stage.of(
            """
            environment:
              type: interest_exploration
              user: {affinity_log_means: [[0.1, 1.2], [1.2, 0.1]]}
              documents: {topic_shares: [0.5, 0.5], quality_log_means: [0.2, 0.2]}
            agents:
              random: {type: random}
              greedy: {type: greedy}
              cluster_bandit: {type: cluster_bandit, bandit: {type: thompson_sampling}}
            """);
    LineChart chart =
        new LineChart(
            "Who finds out what a user likes gets more clicks",
            "slates shown in the session",
            "clicks a slate");
    double[] middles = middles(100, 10);
    for (String agent : List.of("random", "greedy", "cluster_bandit")) {
      chart.line(
          agent,
          middles,
          grouped(stage.bySteps(stage.agent(agent), 1_500, 100, Stage.Look.CLICKS), 10));
    }
    return chart.svg();
  }

  /** Means of so many neighbours each. */
  static double[] grouped(double[] values, int size) {
    double[] means = new double[values.length / size];
    for (int i = 0; i < means.length * size; i++) {
      means[i / size] += values[i] / size;
    }
    return means;
  }

  static double[] middles(int length, int size) {
    return IntStream.range(0, length / size).mapToDouble(i -> (i + 0.5) * size).toArray();
  }

  private static String satisfaction() {
    Stage stage = Stage.ofPage("environments/long_term_satisfaction.md", 1);
    LineChart chart =
        new LineChart(
            "Clickbait pays at once, kale in the long run", "slates shown", "engagement a slate");
    Policy bait = (seen, key) -> top(seen, 1, document -> document.features()[0]);
    Policy kale = (seen, key) -> top(seen, 1, document -> -document.features()[0]);
    chart.line("random", stage.bySteps(stage.agent("random"), 2_000, 60, Stage.Look.REWARD));
    chart.line("most clickbait", stage.bySteps(bait, 2_000, 60, Stage.Look.REWARD));
    chart.line("least clickbait", stage.bySteps(kale, 2_000, 60, Stage.Look.REWARD));
    return chart.svg();
  }

  private static String boredom() {
    return boredom("{type: boredom, user: {observe: state}}");
  }

  private static String sardine() {
    return boredom("{type: sardine}");
  }

  private static String boredom(String environment) {
    Stage stage =
        Stage.of("environment: %s\nagents: {random: {type: random}}\n".formatted(environment));
    int topics = 10;
    Policy best = (seen, key) -> top(seen, 10, document -> match(seen, document));
    Policy varied = (seen, key) -> varied(seen, topics);
    Agent random = stage.agent("random");
    return new LineChart(
            "Always the best bores; variety less so", "slates shown", "clicks a slate of ten")
        .line("random", stage.bySteps(random, 200, 40, Stage.Look.CLICKS))
        .line("the ten best matches", stage.bySteps(best, 200, 40, Stage.Look.CLICKS))
        .line(
            "the best, of each topic as many as do not bore",
            stage.bySteps(varied, 200, 40, Stage.Look.CLICKS))
        .svg();
  }

  /** Preferences stand behind the counts of clicks. */
  private static double match(Observation seen, Document document) {
    double[] item = document.features();
    double sum = 0;
    for (int i = 0; i < item.length; i++) {
      sum += item[i] * seen.user()[item.length + i];
    }
    return sum;
  }

  /** Shows no more documents of a topic than clicks are left before the fifth. */
  private static Slate varied(Observation seen, int topics) {
    Slate ranked = top(seen, seen.candidates().size(), document -> match(seen, document));
    int[] left = new int[topics];
    for (int i = 0; i < topics; i++) {
      left[i] = 4 - (int) seen.user()[i];
    }
    List<Integer> slate = new ArrayList<>();
    for (int i = 0; i < ranked.size() && slate.size() < 10; i++) {
      if (left[seen.candidates().get(ranked.document(i)).topic()]-- > 0) {
        slate.add(ranked.document(i));
      }
    }
    return Slate.of(slate.stream().mapToInt(i -> i).toArray());
  }

  private static String browsingAndAds() {
    List<Integer> flips = List.of(0, 2, 5);
    double[][] rates = new double[2][flips.size()];
    for (int i = 0; i < flips.size(); i++) {
      Stage stage =
          Stage.of(
              """
              environment: {type: browsing_and_ads, flips: %d}
              agents: {random: {type: random}}
              """
                  .formatted(flips.get(i)));
      rates[0][i] = clickRate(stage, stage.agent("random"));
      Policy viewed = (seen, key) -> Slate.of(largest(seen.user()));
      rates[1][i] = clickRate(stage, () -> viewed);
    }
    return new BarChart(
            "What is viewed most is what is clicked, unless products swap places",
            "flips: pairs of like products that swap places when they are advertised",
            "clicks of 100 advertisements",
            2,
            List.of("0", "2", "5"))
        .bars("random", rates[0])
        .bars("the product viewed most in the session", rates[1])
        .svg();
  }

  private static double clickRate(Stage stage, Agent agent) {
    double[] clicksAndAds = new double[2];
    for (int i = 0; i < 5_000; i++) {
      stage.play(
          agent,
          i,
          (t, seen, slate, step) -> {
            clicksAndAds[0] += step.response().clicks();
            clicksAndAds[1]++;
            return true;
          });
    }
    return 100 * clicksAndAds[0] / clicksAndAds[1];
  }

  static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  private static String composed() {
    LineChart chart =
        new LineChart(
            "Which of the first ten candidates are still there",
            "slates shown",
            "candidates of the start");
    chart.line("resample: step", staying("step"));
    chart.line("resample: session", staying("session"));
    chart.line("resample: session, turnover: 1", staying("session, turnover: 1"));
    chart.line("resample: session, turnover: 3", staying("session, turnover: 3"));
    return chart.svg();
  }

  private static double[] staying(String resample) {
    Stage stage =
        Stage.of(
            """
            environment: {type: interest_exploration, resample: %s}
            agents: {random: {type: random}}
            """
                .formatted(resample));
    double[] staying = new double[13];
    Set<Long> first = new HashSet<>();
    stage.play(
        stage.agent("random"),
        0,
        (t, seen, slate, step) -> {
          List<Long> ids = seen.candidates().stream().map(Document::id).toList();
          if (t == 0) {
            first.addAll(ids);
          }
          staying[t] = ids.stream().filter(first::contains).count();
          return t + 1 < staying.length;
        });
    return staying;
  }
}
