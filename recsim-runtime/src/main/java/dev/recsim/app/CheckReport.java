package dev.recsim.app;

import dev.recsim.app.fit.FitCheck;
import dev.recsim.baseline.CheckResult;
import dev.recsim.report.check.BuildRules;
import dev.recsim.report.check.SourceLines;
import java.util.List;

/**
 * The results of a check.
 *
 * @param results by experiment
 * @param places where the experiments, their agents and claims are defined, in the same order
 * @param policy which verdicts fail
 * @param fits verdicts on the fitted environments of the experiments
 */
public record CheckReport(
    List<CheckResult> results, List<SourceLines> places, BuildRules policy, List<FitCheck> fits) {

  /** Whether a verdict on an experiment fails the check. */
  public boolean failed() {
    return results.stream().anyMatch(policy::fails);
  }

  /** Whether a fitted environment fails the check. */
  public boolean fitsFailed() {
    return fits.stream().anyMatch(FitCheck::failed);
  }
}
