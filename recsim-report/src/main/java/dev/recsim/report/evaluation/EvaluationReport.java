package dev.recsim.report.evaluation;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.ope.evaluation.Evaluated;
import dev.recsim.report.page.Figures;
import dev.recsim.report.trust.AgentTrust;
import java.util.List;
import java.util.Optional;

/**
 * An evaluation with the verdicts on its claims.
 *
 * @param name of the experiment
 * @param title of the page
 * @param logFile the log, as the experiment file names it
 * @param alpha error rate of each verdict
 * @param fitted the values of agents in the fitted environment of the experiment; empty if it has
 *     another one
 * @param claims in the order of the file
 */
public record EvaluationReport(
    String name,
    String title,
    String logFile,
    double alpha,
    Evaluated evaluated,
    List<AgentTrust> fitted,
    List<ClaimResult> claims) {

  /** Whether every claim was shown. */
  public boolean holds() {
    return count() == claims.size();
  }

  private long count() {
    return claims.stream().filter(it -> it.outcome() == Outcome.HOLDS).count();
  }

  /** The value of a policy in the fitted environment. */
  Optional<AgentTrust> fitted(String policy) {
    return fitted.stream().filter(it -> it.name().equals(policy)).findFirst();
  }

  /** {@code 1 of 2 claims holds on the log.} */
  String held() {
    return "%s of %s %s on the log."
        .formatted(count(), Figures.count(claims.size(), "claim"), count() == 1 ? "holds" : "hold");
  }
}
