package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.FiniteMdp.Posterior;
import dev.recsim.api.Perception;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;

/**
 * What a log leaves open about the score of a policy in an environment that was fitted to it.
 *
 * @param values exact value of the policy in each environment drawn from the posterior; the same
 *     draws for all policies
 * @param thinSteps share of the policy's steps that show a document in a state for which the log
 *     has fewer than {@link #THIN} rows
 */
public record Trust(double[] values, double thinSteps) {
  /** Number of rows below which a cell of the log is thin. */
  public static final int THIN = 10;

  /** Evaluates an agent's greedy policy; null unless the environment has a posterior. */
  static Trust of(Environment environment, Agent agent) {
    if (agent.perception() != Perception.NONE) {
      return null;
    }
    return environment
        .model()
        .flatMap(
            mdp ->
                mdp.posterior()
                    .flatMap(
                        posterior ->
                            StochasticPolicy.of(mdp, agent.greedy())
                                .map(table -> of(mdp, posterior, table))))
        .orElse(null);
  }

  /** Evaluates a policy. */
  public static Trust of(FiniteMdp mdp, Posterior posterior, StochasticPolicy policy) {
    double[] values = new double[posterior.draws()];
    for (int draw = 0; draw < values.length; draw++) {
      values[draw] = new ExactSolver(posterior.draw(draw)).value(policy).reward();
    }
    double[] visits = new ExactSolver(mdp).visits(policy);
    double steps = 0;
    double thin = 0;
    for (int s = 0; s < visits.length; s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        double shown = visits[s] * policy.probabilities()[s][a];
        steps += shown;
        thin += shown > 0 && posterior.rows(s, a) < THIN ? shown : 0;
      }
    }
    return new Trust(values, thin / steps);
  }
}
