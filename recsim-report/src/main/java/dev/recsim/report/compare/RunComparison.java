package dev.recsim.report.compare;

import dev.recsim.baseline.Snapshot;
import dev.recsim.rule.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A comparison of two runs or baselines.
 *
 * @param alpha probability of an error at each end of an interval
 * @param experiments the most important first
 */
public record RunComparison(double alpha, List<ExperimentComparison> experiments) {
  /** The default level: 95 % intervals. */
  public static final double ALPHA = 0.025;

  /**
   * The results of an experiment on one side, and where they were read.
   *
   * @param origin {@code main~3 (9f86d08123)}, {@code the last run}
   * @param unit what the reward counts, in the plural; empty if that is unknown, as in baselines
   */
  public record Part(String origin, Snapshot snapshot, String unit) {}

  public RunComparison {
    experiments = List.copyOf(experiments);
  }

  /**
   * Compares agents with the same experiment and name: seed by seed if the sides share five seeds
   * or all, otherwise as independent samples.
   *
   * @param alpha in (0, 0.5)
   * @param keys returns the keys of a resolved experiment and its files, by their paths
   */
  public static RunComparison between(
      Map<String, Part> base,
      Map<String, Part> head,
      double alpha,
      Function<Snapshot, Map<String, String>> keys) {
    List<ExperimentComparison> experiments = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(base.keySet());
    names.addAll(head.keySet());
    for (String name : names) {
      Optional<Part> before = Optional.ofNullable(base.get(name));
      Optional<Part> after = Optional.ofNullable(head.get(name));
      if (before.isPresent() && after.isPresent()) {
        Map<String, String> old = keys.apply(before.get().snapshot());
        List<Change> changes = Change.between(old, keys.apply(after.get().snapshot()));
        experiments.add(
            ExperimentComparison.between(name, before.get(), after.get(), changes, alpha));
      } else {
        experiments.add(new ExperimentComparison(name, before, after, List.of(), List.of()));
      }
    }
    experiments.sort(
        Comparator.comparing(ExperimentComparison::same)
            .thenComparing(ExperimentComparison::worst, DifferenceWords.ORDER)
            .thenComparing(ExperimentComparison::name));
    return new RunComparison(alpha, experiments);
  }

  /** Returns the origin of the base, such as {@code main~3 (9f86d08123)}. */
  String base() {
    return origins(ExperimentComparison::base);
  }

  /** Returns the origin of the head. */
  String head() {
    return origins(ExperimentComparison::head);
  }

  private String origins(Function<ExperimentComparison, Optional<Part>> side) {
    return experiments.stream()
        .map(side)
        .flatMap(Optional::stream)
        .map(Part::origin)
        .distinct()
        .sorted()
        .collect(Collectors.joining(" and "));
  }
}
