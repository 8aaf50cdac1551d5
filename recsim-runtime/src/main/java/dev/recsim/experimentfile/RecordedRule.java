package dev.recsim.experimentfile;

import dev.recsim.baseline.Rule;
import dev.recsim.baseline.rule.BaselineOptions;
import dev.recsim.experimentfile.ExperimentSpec.ClaimSpec;
import dev.recsim.experimentfile.yaml.Problems;
import dev.recsim.experimentfile.yaml.Section;
import dev.recsim.experimentfile.yaml.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The rule of an experiment that was resolved earlier, read without its components. */
public final class RecordedRule {
  private RecordedRule() {}

  /**
   * Reads the sections {@code baseline}, {@code claims} and {@code trials}.
   *
   * @param resolved YAML as in {@link ExperimentSpec#resolved()}
   * @throws IllegalArgumentException if it is not a resolved experiment
   */
  public static Rule of(String resolved) {
    Problems problems = new Problems(Path.of("resolved"));
    Section root =
        YamlFile.value(resolved, "resolved", problems)
            .filter(MappingNode.class::isInstance)
            .map(node -> new Section((MappingNode) node))
            .orElseThrow(() -> new IllegalArgumentException("not a resolved experiment"));
    List<String> agents =
        mapping(root, "agents").stream()
            .flatMap(section -> section.entries().stream())
            .map(entry -> ((ScalarNode) entry.getKeyNode()).getValue())
            .toList();
    Optional<BaselineOptions> options =
        ExperimentReader.options(root, "baseline", BaselineOptions.DEFAULTS, problems);
    List<ClaimSpec> claims =
        root.value("claims")
            .map(node -> new Claims(agents, Optional.empty(), () -> true, problems).read(node))
            .orElse(List.of());
    Optional<List<Integer>> seeds =
        mapping(root, "trials")
            .flatMap(section -> section.value("seeds"))
            .flatMap(node -> Seeds.read(node, problems));
    if (problems.count() > 0) {
      throw new IllegalArgumentException(
          "not a resolved experiment: " + problems.inOrder().get(0).message());
    }
    return new Rule(
        options.orElseThrow(),
        claims.stream().map(ClaimSpec::claim).toList(),
        seeds.orElse(Seeds.DEFAULTS));
  }

  private static Optional<Section> mapping(Section root, String key) {
    return root.value(key)
        .filter(MappingNode.class::isInstance)
        .map(node -> new Section((MappingNode) node));
  }
}
