package dev.recsim.experimentfile;

import dev.recsim.baseline.Rule;
import dev.recsim.experimentfile.rule.Claims;
import dev.recsim.experimentfile.rule.Guards;
import dev.recsim.experimentfile.rule.MetricDirections;
import dev.recsim.experimentfile.rule.Seeds;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.GuardSpec;
import dev.recsim.yaml.Problems;
import dev.recsim.yaml.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the rule of an experiment that was resolved earlier, without its components. */
public final class BaselineRule {
  private BaselineRule() {}

  /**
   * Reads the sections {@code baseline}, {@code claims} and {@code trials}.
   *
   * @param resolved YAML as in {@link ExperimentSpec#resolved()}
   * @throws IllegalArgumentException if it is not a resolved experiment
   */
  public static Rule of(String resolved) {
    Problems problems = new Problems(Path.of("resolved"));
    Section root = new Section(ResolvedKeys.root(resolved));
    Optional<BaselineOptions> options = ExperimentReader.baselineOptions(root, problems);
    MetricDirections unknown = new MetricDirections(Optional.empty());
    List<GuardSpec> guards = new Guards(unknown, problems).read(root);
    List<ClaimSpec> claims = Claims.of(root, unknown, guards, () -> true, problems);
    List<Integer> seeds = Seeds.of(root, problems);
    if (problems.count() > 0) {
      throw new IllegalArgumentException(
          "not a resolved experiment: " + problems.inOrder().get(0).message());
    }
    return new Rule(
        options.orElseThrow(),
        guards.stream().map(GuardSpec::guard).toList(),
        claims.stream().map(ClaimSpec::claim).toList(),
        seeds);
  }
}
