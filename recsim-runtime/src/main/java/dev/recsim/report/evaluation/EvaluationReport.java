package dev.recsim.report.evaluation;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.ope.evaluation.Evaluated;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
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
    return held() == claims.size();
  }

  private long held() {
    return claims.stream().filter(it -> it.outcome() == Outcome.HOLDS).count();
  }

  /** Number of policies for which the log does not answer. */
  long refused() {
    return evaluated.targets().stream().filter(OfTarget::refused).count();
  }

  /** The value of a policy in the fitted environment. */
  Optional<AgentTrust> fitted(String policy) {
    return fitted.stream().filter(it -> it.name().equals(policy)).findFirst();
  }

  /** What was found, in a few words. */
  String headline() {
    if (!claims.isEmpty()) {
      return "%s of %s on the log"
          .formatted(held(), claims.size() == 1 ? "1 claim holds" : claims.size() + " claims hold");
    }
    int policies = evaluated.targets().size();
    return "The log answers for %s of %s"
        .formatted(policies - refused(), policies == 1 ? "1 policy" : policies + " policies");
  }
}
