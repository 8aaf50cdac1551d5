package dev.recsim.benchmarks;

import dev.recsim.trial.TrialResult.Completed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What {@link Defaults} measured of an agent in an environment.
 *
 * @param environment name of the experiment
 * @param draw seed with which the environment was drawn; null if it is that of the file
 * @param agent name of the agent
 * @param seeds number of seeds
 * @param optimum exact optimum; null if it is not known
 * @param random mean score of {@code random}; null if it did not run
 * @param mean mean score of the seeds
 * @param worst lowest score of a seed
 * @param worstSeed the seed that has it
 * @param steps mean number of steps in the environment while learning
 * @param updates mean number of gradient steps
 * @param cpuSeconds mean CPU time of a trial
 */
record Line(
    String environment,
    Long draw,
    String agent,
    int seeds,
    Double optimum,
    Double random,
    double mean,
    double worst,
    int worstSeed,
    double steps,
    double updates,
    double cpuSeconds) {
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
      Long draw,
      String agent,
      Double optimum,
      Double random,
      List<Completed> trials) {
    Completed worst =
        trials.stream()
            .min(Comparator.comparingDouble(Completed::score).thenComparing(Completed::id))
            .orElseThrow();
    return new Line(
        environment,
        draw,
        agent,
        trials.size(),
        optimum,
        random,
        meanScore(trials),
        worst.score(),
        worst.id().seed(),
        mean(trials, Completed::envSteps),
        mean(trials, Completed::updates),
        mean(trials, it -> it.cost().cpuNanos() / 1e9));
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
    return draw == null ? environment : environment + "/" + draw;
  }

  /** The mean as a share of the optimum. */
  double meanShare() {
    return share(mean);
  }

  /** The worst seed as a share of the optimum. */
  double worstShare() {
    return share(worst);
  }

  /** Shares of the optimum, or of the score of {@code random} if the optimum is not known. */
  private double share(double score) {
    return score / (optimum != null ? optimum : random);
  }

  @Override
  public String toString() {
    boolean exact = optimum != null;
    return String.format(
        Locale.ROOT,
        exact
            ? "%-16s %-13s %8.3f %8.3f %-18s %,10.0f %,8.0f %7.2f"
            : "%-16s %-13s %8.2f %8.2f %-18s %,10.0f %,8.0f %7.2f",
        name(),
        agent,
        exact ? share(mean) : mean,
        exact ? share(worst) : worst,
        exact
            ? String.format(Locale.ROOT, "of optimum %.2f", optimum)
            : random == null ? "" : String.format(Locale.ROOT, "random %.2f", random),
        steps,
        updates,
        cpuSeconds);
  }

  /** Two lines at most for each agent: where the optimum is known, and elsewhere. */
  static List<String> summaries(List<Line> lines) {
    List<String> summaries = new ArrayList<>();
    LinkedHashSet<String> agents =
        lines.stream().map(Line::agent).collect(Collectors.toCollection(LinkedHashSet::new));
    for (String agent : agents) {
      List<Line> own = lines.stream().filter(it -> it.agent.equals(agent)).toList();
      List<Line> exact = own.stream().filter(it -> it.optimum != null).toList();
      List<Line> others =
          own.stream().filter(it -> it.optimum == null && it.random != null).toList();
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
    Line worst =
        lines.stream().min(Comparator.comparingDouble(it -> it.share(it.worst))).orElseThrow();
    Line lowest =
        lines.stream().min(Comparator.comparingDouble(it -> it.share(it.mean))).orElseThrow();
    return String.format(
        Locale.ROOT,
        "%s: worst seed %.3f %s (%s, seed %d), lowest mean %.3f (%s), mean of %d draws %.3f,"
            + " CPU at most %.1f s",
        agent,
        worst.share(worst.worst),
        unit,
        worst.name(),
        worst.worstSeed,
        lowest.share(lowest.mean),
        lowest.name(),
        lines.size(),
        lines.stream().mapToDouble(it -> it.share(it.mean)).average().orElseThrow(),
        lines.stream().mapToDouble(Line::cpuSeconds).max().orElseThrow());
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
              line.draw == null ? "" : line.draw,
              line.agent,
              line.seeds,
              line.optimum == null ? "" : String.format(Locale.ROOT, "%.4f", line.optimum),
              line.mean,
              line.worst,
              line.steps,
              line.updates,
              line.cpuSeconds));
    }
    return csv.toString();
  }
}
