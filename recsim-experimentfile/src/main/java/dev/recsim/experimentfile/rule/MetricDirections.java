package dev.recsim.experimentfile.rule;

import dev.recsim.api.Metric.Better;
import dev.recsim.yaml.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The metrics of an experiment and the direction in which each improves.
 *
 * @param declared by name; empty if they are not known, so any metric is taken
 */
public record MetricDirections(Optional<Map<String, Better>> declared) {

  /** What an experiment file says of a metric that declares no direction. */
  enum Direction {
    HIGHER,
    LOWER
  }

  /** The names of all metrics; empty if they are not known. */
  Optional<List<String>> names() {
    return declared.map(it -> List.copyOf(it.keySet()));
  }

  /**
   * Whether lower values of a metric are better; or empty with the problem added.
   *
   * @param key the metric in the file
   * @param given the direction that the file gives, or null
   */
  Optional<Boolean> lowerIsBetter(Node key, String metric, Direction given, Problems problems) {
    Better better = declared.map(it -> it.get(metric)).orElse(Better.NONE);
    if (better == Better.NONE) {
      return given == null
          ? problems.none(
              key,
              "no direction of %s is declared to be better; write better: higher or better: lower"
                  .formatted(metric))
          : Optional.of(given == Direction.LOWER);
    }
    boolean lower = better == Better.LOWER;
    if (given != null && lower != (given == Direction.LOWER)) {
      return problems.none(
          key,
          "%s declares that %s is better; leave better out"
              .formatted(metric, better.name().toLowerCase(Locale.ROOT)));
    }
    return Optional.of(lower);
  }
}
