package dev.recsim.report.evaluation;

import dev.recsim.baseline.ClaimResult;
import dev.recsim.baseline.Outcome;
import dev.recsim.ope.evaluation.Evaluated;
import dev.recsim.report.page.Page.Badge;
import java.util.List;

/**
 * An evaluation with the verdicts on its claims.
 *
 * @param name of the experiment
 * @param title of the page
 * @param logFile the log, as the experiment file names it
 * @param alpha error rate of each verdict
 * @param judged the claims, in the order of the file
 */
public record EvaluationReport(
    String name,
    String title,
    String logFile,
    double alpha,
    Evaluated evaluated,
    List<Judged> judged) {

  /**
   * A claim and its verdict.
   *
   * @param refused whether the log does not answer; the problem of the result says why
   */
  public record Judged(ClaimResult result, boolean refused) {
    /** HOLDS, UNDECIDED, BROKEN or REFUSED. */
    public String word() {
      return refused ? "REFUSED" : result.outcome().name();
    }

    /** Whether the claim was shown. */
    public boolean holds() {
      return !refused && result.outcome() == Outcome.HOLDS;
    }

    Badge badge() {
      String tone =
          holds() ? "good" : !refused && result.outcome() == Outcome.BROKEN ? "bad" : "unsure";
      return new Badge(tone, word());
    }
  }

  /** Whether every claim was shown. */
  public boolean holds() {
    return judged.stream().allMatch(Judged::holds);
  }
}
