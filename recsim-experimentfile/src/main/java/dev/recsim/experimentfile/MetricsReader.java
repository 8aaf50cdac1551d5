package dev.recsim.experimentfile;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.experimentfile.ExperimentSpec.MetricSpec;
import dev.recsim.experimentfile.rule.MetricDirections;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.binding.Components;
import dev.recsim.yaml.binding.Providers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The section {@code metrics}: additional metrics, by name.
 *
 * @param environment empty if it is invalid
 */
record MetricsReader(Optional<Environment> environment, Components components, Problems problems) {
  /** Names of metrics; they become fields of results and headings of reports. */
  static final String NAME = "^[a-z][a-z0-9_]{0,63}$";

  private static final int MOST = 100;
  private static final Pattern NAME_PATTERN = Pattern.compile(NAME);

  /** Returns the valid metrics of an experiment; adds the problems of the others. */
  static List<MetricSpec<?>> of(
      Section root, Optional<Environment> environment, Components components, Problems problems) {
    return root.value("metrics")
        .flatMap(node -> Section.of(node, "metrics", problems))
        .map(section -> new MetricsReader(environment, components, problems).read(section))
        .orElse(List.of());
  }

  /** Returns the valid metrics; adds the problems of the others. */
  List<MetricSpec<?>> read(Section section) {
    List<MetricSpec<?>> metrics = new ArrayList<>();
    if (section.entries().size() > MOST) {
      problems.at(
          section.node(),
          "metrics must be at most " + MOST + ", but are " + section.entries().size());
      return metrics;
    }
    for (NodeTuple entry : section.entries()) {
      String name = ((ScalarNode) entry.getKeyNode()).getValue();
      nameProblem(name).ifPresent(message -> problems.at(entry.getKeyNode(), message));
      Providers.section(entry.getValueNode(), name, components.metrics().keySet(), problems)
          .flatMap(metric -> metric(name, metric))
          .ifPresent(metrics::add);
    }
    return metrics;
  }

  /** All metrics of an experiment with the directions in which they improve. */
  static MetricDirections directions(Optional<Environment> environment, List<MetricSpec<?>> more) {
    return new MetricDirections(
        environment.map(
            it -> {
              Map<String, Better> declared = new LinkedHashMap<>();
              it.metrics().forEach(metric -> declared.put(metric.name(), metric.better()));
              more.forEach(metric -> declared.put(metric.name(), metric.better()));
              return declared;
            }));
  }

  private Optional<String> nameProblem(String name) {
    if (!NAME_PATTERN.matcher(name).matches()) {
      return Optional.of(
          "metric \"%s\" must be 1 to 64 small letters, digits and _, and begin with a letter"
              .formatted(name));
    }
    return environment
        .filter(it -> it.metrics().stream().map(Metric::name).anyMatch(name::equals))
        .map(it -> "metric \"" + name + "\" is one of the environment's; choose another name");
  }

  private Optional<MetricSpec<?>> metric(String name, Section section) {
    return Providers.chosen(section, components.metrics(), "metric", problems)
        .flatMap(provider -> metric(name, section, provider));
  }

  private <C extends Record> Optional<MetricSpec<C>> metric(
      String name, Section section, MetricProvider<C> provider) {
    Optional<MetricSpec<C>> metric =
        components
            .options(section, provider, name, List.of("type"))
            .map(options -> new MetricSpec<>(name, provider, options, Better.NONE));
    if (metric.isEmpty() || environment.isEmpty()) {
      return metric;
    }
    Optional<Better> better =
        components
            .call(
                section,
                provider,
                name,
                "create()",
                () -> Environments.measure(metric.get(), environment.get(), components.directory()))
            .flatMap(measure -> described(section, provider, name, measure));
    return metric.map(
        it -> new MetricSpec<>(name, provider, it.options(), better.orElse(Better.NONE)));
  }

  private Optional<Better> described(
      Section section, MetricProvider<?> provider, String name, Measure made) {
    String maker = made.getClass().getName();
    components.call(section, provider, name, maker + ".description()", made::description);
    return components.call(section, provider, name, maker + ".better()", made::better);
  }
}
