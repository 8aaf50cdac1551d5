package dev.recsim.app.results;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.experimentfile.EvaluationSpec;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.rule.ClaimSpec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Verdicts on claims of a file that no trials decide: about a log or a live test.
 *
 * @param file the file of the claims
 * @param name of its experiment
 * @param alone whether the file has no agents
 * @param lines of the claims, 1-based
 */
public record ClaimVerdicts(
    Path file, String name, boolean alone, List<Integer> lines, List<ClaimResult> claims) {

  /** Verdicts on claims about a log. */
  public static ClaimVerdicts of(EvaluationSpec spec, List<ClaimResult> claims) {
    return new ClaimVerdicts(
        spec.file(),
        spec.name(),
        spec.experiment().isEmpty(),
        spec.section().claims().stream().map(ClaimSpec::line).toList(),
        claims);
  }

  /** Verdicts on claims of an experiment that its trials alone do not decide. */
  public static ClaimVerdicts beyond(
      ExperimentSpec spec, Stream<Integer> lines, List<ClaimResult> claims) {
    return new ClaimVerdicts(spec.file(), spec.name(), false, lines.toList(), claims);
  }

  /** Verdicts on a live test, whose section is at this line. */
  public static ClaimVerdicts ofTest(Path file, String name, int line, List<ClaimResult> claims) {
    return new ClaimVerdicts(file, name, true, Collections.nCopies(claims.size(), line), claims);
  }
}
