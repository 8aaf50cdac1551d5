package dev.recsim.trial;

import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.trial.StepLog.Shown;
import java.util.Map;

/**
 * A decision of a policy in an evaluation session, and the user's response to it.
 *
 * @param session number of the session, from 0
 * @param index of the step in its session, from 0
 * @param seen the environment's observation before the step
 * @param perceived the observation that the policy received
 * @param shown the slate shown
 * @param clickProbabilities click probability of each position, followed by that of no click; empty
 *     if the environment does not provide them, or the log does not want details
 * @param latents the user's latent state before the step, by name; empty if the environment does
 *     not provide it
 * @param step the result of the step
 */
public record Decision(
    int session,
    int index,
    Observation seen,
    Observation perceived,
    Shown shown,
    double[] clickProbabilities,
    Map<String, Double> latents,
    Step step) {

  /** The slate shown. */
  public Slate slate() {
    return shown.slate();
  }
}
