package dev.recsim.benchmarks;

import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What {@link Defaults} measured of an agent in an environment.
 *
 * @param environment name of the experiment
 * @param draw seed with which the environment was drawn; empty if it is that of the file
 * @param agent name of the agent
 */
record Line(
    String environment,
    Optional<Long> draw,
    String agent,
    Reference reference,
    Scores scores,
    Costs costs) {

  /**
   * What scores are compared with.
   *
   * @param optimum exact; empty if it is not known
   * @param random mean score of {@code random}; empty if it did not run
   */
  record Reference(Optional<Double> optimum, Optional<Double> random) {
    /** A share of the optimum, or of the score of {@code random} if the optimum is not known. */
    private double share(double score) {
      return score / optimum.or(() -> random).orElseThrow();
    }
  }

  /** Scores of trials: their number, the mean, the lowest, and the seed that has it. */
  record Scores(int seeds, double mean, double worst, int worstSeed) {}

  /** Means of trials: steps in the environment while learning, gradient steps, and CPU time. */
  record Costs(double steps, double updates, double cpuSeconds) {}

  static final String HEADER =
      String.format(
          Locale.ROOT,
          "%-16s %-13s %8s %8s %-18s %10s %8s %7s",
          "environment",
          "agent",
          "mean",
          "worst",
          "",
          "steps",
          "updates",
          "CPU s");

  static Line of(
      String environment,
      Optional<Long> draw,
      String agent,
      Reference reference,
      List<Completed> trials) {
    Completed worst =
        trials.stream()
            .min(Comparator.comparingDouble(Completed::score).thenComparing(Completed::id))
            .orElseThrow();
    return new Line(
        environment,
        draw,
        agent,
        reference,
        new Scores(trials.size(), meanScore(trials), worst.score(), worst.id().seed()),
        new Costs(
            mean(trials, Completed::envSteps),
            mean(trials, Completed::updates),
            mean(trials, it -> it.cost().cpuNanos() / 1e9)));
  }

  /** The mean score in the order of seeds, which is that of the file. */
  static double meanScore(List<Completed> trials) {
    return mean(trials, Completed::score);
  }

  private static double mean(List<Completed> trials, ToDoubleFunction<Completed> value) {
    return trials.stream()
        .sorted(Comparator.comparing(Completed::id))
        .mapToDouble(value)
        .average()
        .orElseThrow();
  }

  private String name() {
    return environment + draw.map(it -> "/" + it).orElse("");
  }

  /** The mean as a share of the optimum. */
  double meanShare() {
    return reference.share(scores.mean);
  }

  /** The worst seed as a share of the optimum. */
  double worstShare() {
    return reference.share(scores.worst);
  }

  @Override
  public String toString() {
    boolean exact = reference.optimum.isPresent();
    return String.format(
        Locale.ROOT,
        exact
            ? "%-16s %-13s %8.3f %8.3f %-18s %,10.0f %,8.0f %7.2f"
            : "%-16s %-13s %8.2f %8.2f %-18s %,10.0f %,8.0f %7.2f",
        name(),
        agent,
        exact ? meanShare() : scores.mean,
        exact ? worstShare() : scores.worst,
        reference
            .optimum
            .map(it -> String.format(Locale.ROOT, "of optimum %.2f", it))
            .or(() -> reference.random.map(it -> String.format(Locale.ROOT, "random %.2f", it)))
            .orElse(""),
        costs.steps,
        costs.updates,
        costs.cpuSeconds);
  }

  /** Two lines at most for each agent: where the optimum is known, and elsewhere. */
  static List<String> summaries(List<Line> lines) {
    List<String> summaries = new ArrayList<>();
    LinkedHashSet<String> agents =
        lines.stream().map(Line::agent).collect(Collectors.toCollection(LinkedHashSet::new));
    for (String agent : agents) {
      List<Line> own = lines.stream().filter(it -> it.agent.equals(agent)).toList();
      List<Line> exact = own.stream().filter(it -> it.reference.optimum.isPresent()).toList();
      List<Line> others =
          own.stream()
              .filter(it -> it.reference.optimum.isEmpty() && it.reference.random.isPresent())
              .toList();
      if (!exact.isEmpty()) {
        summaries.add(summary(agent, "of the optimum", exact));
      }
      if (!others.isEmpty() && !agent.equals("random")) {
        summaries.add(summary(agent, "times random", others));
      }
    }
    return summaries;
  }

  private static String summary(String agent, String unit, List<Line> lines) {
    Line worst = lines.stream().min(Comparator.comparingDouble(Line::worstShare)).orElseThrow();
    Line lowest = lines.stream().min(Comparator.comparingDouble(Line::meanShare)).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s: worst seed %.3f %s (%s, seed %d), lowest mean %.3f (%s), mean of %d draws %.3f,"
            + " CPU at most %.1f s",
        agent,
        worst.worstShare(),
        unit,
        worst.name(),
        worst.scores.worstSeed,
        lowest.meanShare(),
        lowest.name(),
        lines.size(),
        lines.stream().mapToDouble(Line::meanShare).average().orElseThrow(),
        lines.stream().mapToDouble(it -> it.costs.cpuSeconds).max().orElseThrow());
  }

  /** All lines as comma-separated values; scores are rewards of a session. */
  static String csv(List<Line> lines) {
    StringBuilder csv =
        new StringBuilder("environment,draw,agent,seeds,optimum,mean,worst,steps,updates,cpu_s\n");
    for (Line line : lines) {
      csv.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%d,%s,%.4f,%.4f,%.0f,%.0f,%.2f\n",
              line.environment,
              line.draw.map(String::valueOf).orElse(""),
              line.agent,
              line.scores.seeds,
              line.reference.optimum.map(it -> String.format(Locale.ROOT, "%.4f", it)).orElse(""),
              line.scores.mean,
              line.scores.worst,
              line.costs.steps,
              line.costs.updates,
              line.costs.cpuSeconds));
    }
    return csv.toString();
  }
}
