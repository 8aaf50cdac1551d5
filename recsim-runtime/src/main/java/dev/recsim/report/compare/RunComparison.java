package dev.recsim.report.compare;

import dev.recsim.baseline.Snapshot;
import dev.recsim.baseline.rule.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two sides compared.
 *
 * @param alpha chance that an interval misses the truth at either end
 * @param experiments those that ask for attention first
 */
public record RunComparison(double alpha, List<ExperimentComparison> experiments) {
  /** The level where nothing is said: 95 % intervals. */
  public static final double ALPHA = 0.025;

  public RunComparison {
    experiments = List.copyOf(experiments);
  }

  /**
   * Compares agents of the same experiment and name: seed by seed where the sides share five seeds
   * or all, else as independent samples.
   *
   * @param alpha in (0, 0.5)
   * @param keys the keys of a resolved experiment and its files, by their paths
   */
  public static RunComparison between(
      Side base, Side head, double alpha, Function<Snapshot, Map<String, String>> keys) {
    List<ExperimentComparison> experiments = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(base.parts().keySet());
    names.addAll(head.parts().keySet());
    for (String name : names) {
      Side.Part before = base.parts().get(name);
      Side.Part after = head.parts().get(name);
      experiments.add(
          before == null || after == null
              ? ExperimentComparison.oneSided(name, before, after)
              : ExperimentComparison.between(
                  name,
                  before,
                  after,
                  Change.between(keys.apply(before.snapshot()), keys.apply(after.snapshot())),
                  alpha));
    }
    experiments.sort(
        Comparator.comparing(ExperimentComparison::same)
            .thenComparing(ExperimentComparison::worst)
            .thenComparing(ExperimentComparison::name));
    return new RunComparison(alpha, experiments);
  }

  /** Where the base was read, {@code main~3 (9f86d08123)}. */
  String base() {
    return origins(ExperimentComparison::base);
  }

  /** Where the head was read. */
  String head() {
    return origins(ExperimentComparison::head);
  }

  private String origins(Function<ExperimentComparison, Side.Part> side) {
    return experiments.stream()
        .map(side)
        .filter(Objects::nonNull)
        .map(Side.Part::origin)
        .distinct()
        .sorted()
        .collect(Collectors.joining(" and "));
  }
}
