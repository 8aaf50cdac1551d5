package dev.recsim.experimentfile;

import dev.recsim.api.Environment;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.YamlFile;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads claims that do not stand in the experiment's file. */
public final class ClaimReader {
  private static final String SECTION = "claims";

  private ClaimReader() {}

  /**
   * The experiment with other claims.
   *
   * @param yaml a list of claims as in a file: {@code [{greedy: {beats: random}}]}
   * @throws InvalidExperiment if an agent or metric does not exist, or the text is not such a list
   */
  public static ExperimentSpec read(ExperimentSpec spec, String yaml) throws InvalidExperiment {
    Problems problems = new Problems(spec.file());
    Environment environment = Environments.of(spec);
    Claims reader =
        new Claims(
            spec.agents().stream().map(AgentSpec::name).toList(),
            MetricsReader.directions(Optional.of(environment), spec.metrics()),
            spec.guards(),
            () -> environment.model().isPresent(),
            problems);
    Optional<Node> list = YamlFile.value(yaml, SECTION, problems);
    list.ifPresent(node -> Claims.rejectElsewhere(node, problems));
    List<ClaimSpec> claims = list.map(reader::read).orElse(List.of());
    if (problems.count() > 0) {
      throw new InvalidExperiment(problems.inOrder());
    }
    return spec.withClaims(claims);
  }
}
