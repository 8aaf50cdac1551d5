package dev.recsim.fit.log;

import dev.recsim.api.InvalidOption;
import dev.recsim.fit.file.EnvironmentFile.Counterfactual;
import dev.recsim.fit.gap.GapFinding;
import dev.recsim.fit.gap.GapMeasure;
import dev.recsim.fit.gap.GapRule;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What logs of other policies say about an environment.
 *
 * @param logs what was measured
 * @param findings the verdicts
 */
record Gaps(List<Counterfactual> logs, List<FitFinding> findings) {

  /**
   * Reads the logs.
   *
   * @param fitSessions number of sessions of the fit; 0 if the environment is not fitted
   * @param alpha error rate of all verdicts together
   */
  static Gaps of(EnvironmentPlan plan, GapMeasure measure, long fitSessions, double alpha) {
    EnvironmentPlan.Counterfactual declared = plan.counterfactual();
    Path folder = plan.file().toAbsolutePath().getParent();
    double each = alpha / Math.max(1, declared.logs().size());
    GapRule rule = new GapRule(declared.gap(), each);
    Gaps gaps = new Gaps(new ArrayList<>(), new ArrayList<>());
    declared
        .logs()
        .forEach(
            (name, options) -> {
              Counterfactual gap = measured(name, options, folder, measure, each);
              gaps.logs.add(gap);
              gaps.findings.add(new GapFinding(name, gap.measured(), rule).finding(fitSessions));
            });
    return gaps;
  }

  private static Counterfactual measured(
      String name, LogOptions options, Path folder, GapMeasure measure, double alpha) {
    return InvalidOption.inside(
        "accept.counterfactual.logs." + name,
        () -> {
          Log log = Log.of(options, folder, List.of());
          return new Counterfactual(name, Fit.files(log.files()), alpha, measure.of(log));
        });
  }
}
