package dev.recsim.experimentfile;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Measure;
import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.experimentfile.ExperimentSpec.MetricSpec;
import dev.recsim.experimentfile.binding.Providers;
import dev.recsim.experimentfile.binding.RecordShape;
import dev.recsim.experimentfile.yaml.Problems;
import dev.recsim.experimentfile.yaml.Section;
import dev.recsim.trial.MeasuredWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The section {@code metrics}: what is counted beside what the world counts, by its names. */
final class Metrics {
  /** Metrics are fields of results and headings of reports. */
  static final String NAME = "^[a-z][a-z0-9_]{0,63}$";

  private static final int MOST = 100;
  private static final Pattern NAME_PATTERN = Pattern.compile(NAME);

  private final EnvironmentSpec<?> environment;
  private final Problems problems;
  private final SortedMap<String, MetricProvider<?>> types = Providers.metrics();
  private final SortedMap<String, Measure> measures = new TreeMap<>();

  /**
   * @param environment null if it is wrong
   */
  Metrics(EnvironmentSpec<?> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  /** The world with what is counted in it; without some of that where there are problems. */
  EnvironmentSpec<?> read(Section section) {
    if (section.entries().size() > MOST) {
      problems.at(
          section.node(),
          "metrics must be at most " + MOST + ", but are " + section.entries().size());
      return environment;
    }
    List<MetricSpec<?>> metrics = new ArrayList<>();
    for (NodeTuple entry : section.entries()) {
      String name = ((ScalarNode) entry.getKeyNode()).getValue();
      nameProblem(name).ifPresent(message -> problems.at(entry.getKeyNode(), message));
      Section.of(entry.getValueNode(), name, problems)
          .flatMap(metric -> metric(name, metric))
          .ifPresent(metrics::add);
    }
    return measures.isEmpty() ? environment : with(environment, metrics);
  }

  private <C extends Record> EnvironmentSpec<C> with(
      EnvironmentSpec<C> world, List<MetricSpec<?>> metrics) {
    return new EnvironmentSpec<>(
        world.provider(), world.options(), metrics, new MeasuredWorld(world.built(), measures));
  }

  private Optional<String> nameProblem(String name) {
    if (!NAME_PATTERN.matcher(name).matches()) {
      return Optional.of(
          "metric \""
              + name
              + "\" must be 1 to 64 small letters, digits and _, and begin with a letter");
    }
    boolean taken =
        environment != null
            && environment.built().metrics().stream().map(Metric::name).anyMatch(name::equals);
    return taken
        ? Optional.of("metric \"" + name + "\" is one that the world has; choose another name")
        : Optional.empty();
  }

  private Optional<MetricSpec<?>> metric(String name, Section section) {
    return Providers.chosen(section, types, "metric", problems)
        .map(provider -> metric(name, section, provider));
  }

  private <C extends Record> MetricSpec<C> metric(
      String name, Section section, MetricProvider<C> provider) {
    C options =
        RecordShape.of(provider.defaults())
            .readOver(section, provider.defaults(), List.of("type"), "", problems);
    if (options == null || environment == null) {
      return null;
    }
    try {
      measures.put(name, provider.create(options, environment.built().space()));
    } catch (InvalidOption e) {
      Section.add(section.node(), "", e, problems);
    } catch (IllegalArgumentException e) {
      problems.at(section.node(), name + " " + e.getMessage());
    }
    return new MetricSpec<>(name, provider, options);
  }
}
