package dev.recsim.experimentfile.fits;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.experimentfile.ExperimentSpec.EnvironmentSpec;
import dev.recsim.fit.log.EnvironmentPlan.Counterfactual;
import dev.recsim.fit.log.GivenPlan;
import dev.recsim.logs.LogOptions;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import dev.recsim.yaml.YamlTree;
import dev.recsim.yaml.binding.Components;
import dev.recsim.yaml.binding.Providers;
import dev.recsim.yaml.binding.RecordShape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;

/** Reads a file of an environment that is not fitted, and of the logs that it must predict. */
public final class GivenReader {
  private static final String ENVIRONMENT = "environment";

  private final Path file;
  private final Problems problems;

  GivenReader(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The environment and its declaration. */
  private record Given(Environment environment, List<String> lines) {}

  static boolean in(Section root) {
    return root.value(ENVIRONMENT).isPresent();
  }

  Optional<GivenPlan> read(Section root) {
    root.rejectUnknown(List.of(ENVIRONMENT, FitReader.ACCEPT), problems);
    Optional<Given> given = environment(root);
    root.required(FitReader.ACCEPT, "\"accept: {counterfactual: {logs: {...}}}\"", problems)
        .flatMap(node -> Section.of(node, FitReader.ACCEPT, problems))
        .ifPresent(
            it -> {
              it.rejectUnknown(List.of(CounterfactualReader.KEY), problems);
              it.required(CounterfactualReader.KEY, "\"counterfactual: {logs: {...}}\"", problems);
            });
    Counterfactual logs =
        new CounterfactualReader(problems, LogOptions.DEFAULTS).read(root.value(FitReader.ACCEPT));
    if (problems.count() > 0 || given.isEmpty()) {
      return Optional.empty();
    }
    int documents = given.get().environment.space().documents();
    List<String> ids = IntStream.range(0, documents).mapToObj(Integer::toString).toList();
    List<String> declaration = new java.util.ArrayList<>(given.get().lines);
    declaration.addAll(lines(Map.of(FitReader.ACCEPT, CounterfactualReader.tree(logs))));
    return Optional.of(
        new GivenPlan(file, given.get().environment, ids, logs, List.copyOf(declaration)));
  }

  private Optional<Given> environment(Section root) {
    SortedMap<String, EnvironmentProvider<?>> types = Providers.environments();
    return root.value(ENVIRONMENT)
        .flatMap(node -> Providers.section(node, ENVIRONMENT, types.keySet(), problems))
        .flatMap(
            section ->
                Providers.environment(section, types, problems)
                    .flatMap(provider -> environment(section, provider)));
  }

  private <C extends Record> Optional<Given> environment(
      Section section, EnvironmentProvider<C> provider) {
    Path folder = file.toAbsolutePath().getParent();
    Components components = new Components(folder, problems);
    return components
        .options(section, provider, ENVIRONMENT, List.of("type"))
        .flatMap(
            options ->
                components
                    .call(
                        section,
                        provider,
                        ENVIRONMENT,
                        "create()",
                        () -> provider.create(options, folder))
                    .map(it -> new Given(it, lines(tree(provider, options)))));
  }

  private static Map<String, Object> tree(EnvironmentProvider<?> provider, Record options) {
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("type", provider.name());
    environment.putAll(RecordShape.of(options).tree(options));
    return Map.of(ENVIRONMENT, environment);
  }

  /** What the declaration of an environment starts with. */
  public static List<String> lines(EnvironmentSpec<?> spec) {
    return lines(tree(spec.provider(), spec.options()));
  }

  private static List<String> lines(Map<String, Object> tree) {
    return YamlTree.write(tree).lines().toList();
  }
}
