package dev.recsim.fit.gap;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

/**
 * The relative difference between the mean reward that an environment predicts for the policy of a
 * log and the mean reward in the log.
 *
 * @param sessions number of sessions of the log
 * @param predicted mean reward in the environment
 * @param observed mean reward in the log
 * @param relative predicted / observed - 1; above 0 if the environment promises too much
 * @param seLog standard error of the gap because the log is finite, the estimate of its policy
 *     included
 * @param seFit standard error of the gap because the log of the fit is finite
 * @param thinSteps share of the steps of the log that show a document in a state with fewer than
 *     {@link #ENOUGH} rows in the log of the fit; 0 if that is not known
 * @param withoutPrior the gap of the environment with the frequencies of the fit's log instead of
 *     estimates that are drawn towards a prior distribution; null if the model has no prior
 * @param parts of the gap; null if the model cannot tell them
 */
public record Gap(
    long sessions,
    double predicted,
    double observed,
    double relative,
    double seLog,
    double seFit,
    double thinSteps,
    @JsonInclude(Include.NON_NULL) Double withoutPrior,
    @JsonInclude(Include.NON_NULL) Parts parts) {

  /** Number of rows of a state and document below which little is known about them. */
  static final long ENOUGH = 10;

  /**
   * Where a gap comes from; the parts add up to it (simulation lemma).
   *
   * @param start sessions start in other states
   * @param responses users respond otherwise to what they are shown
   * @param leaving after a response, users leave or move otherwise
   */
  public record Parts(double start, double responses, double leaving) {}

  /** Standard error of the gap from both logs. */
  public double error() {
    return Math.hypot(seLog, seFit);
  }
}
