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
import java.nio.file.Path;
import java.util.ArrayList;
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

  /**
   * The environment.
   *
   * @param options as they are written
   */
  private record Given(Environment environment, GivenOptions options) {}

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
    GivenOptions options = given.get().options;
    List<String> declaration = new ArrayList<>(options.lines(folder()));
    declaration.addAll(
        YamlTree.write(Map.of(FitReader.ACCEPT, CounterfactualReader.tree(logs))).lines().toList());
    return Optional.of(
        new GivenPlan(
            file, given.get().environment, options.files(), ids, logs, List.copyOf(declaration)));
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
    Components components = new Components(folder(), problems);
    return components
        .options(section, provider, ENVIRONMENT, List.of("type"))
        .flatMap(
            written ->
                components
                    .withFiles(section, provider, written)
                    .flatMap(
                        options ->
                            components.call(
                                section,
                                provider,
                                ENVIRONMENT,
                                "create()",
                                () -> provider.create(options, folder())))
                    .map(it -> new Given(it, new GivenOptions(provider, written, folder()))));
  }

  private Path folder() {
    return file.toAbsolutePath().getParent();
  }

  /**
   * What the declaration of an environment in a folder starts with.
   *
   * @param folder of the declaration
   */
  public static List<String> lines(EnvironmentSpec<?> spec, Path folder) {
    return new GivenOptions(spec.provider(), spec.options(), spec.directory()).lines(folder);
  }
}
