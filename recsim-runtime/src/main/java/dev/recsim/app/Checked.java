package dev.recsim.app;

import dev.recsim.baseline.CheckResult;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.Place;
import java.util.List;

/**
 * The results of a check.
 *
 * @param results by experiment
 * @param places where the experiments, their agents and claims are defined, in the same order
 * @param policy which verdicts fail
 */
public record Checked(List<CheckResult> results, List<Place> places, BuildRules policy) {

  /** Whether a verdict fails the check. */
  public boolean failed() {
    return results.stream().anyMatch(policy::fails);
  }
}
