package dev.recsim.trial;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.HiddenKinds;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.TrialResult.Trust;
import java.util.List;
import java.util.Optional;

/** Computes the exact value and the greedy actions of a policy without playing sessions. */
final class Score {
  private Score() {}

  /**
   * The exact expected return of a policy of an agent, or null if it is unknown: the environment is
   * not finite for any kind of its users, or the agent changes its observations.
   *
   * @throws IllegalStateException if it is not finite or above 1e100 in absolute value
   */
  static Double exactValue(Environment environment, Agent agent, Policy policy) {
    if (agent.perception() != Perception.NONE) {
      return null;
    }
    Double value = exactValue(HiddenKinds.models(environment), new Checked(policy));
    if (value != null && !(Math.abs(value) <= Answers.LARGEST)) {
      throw new IllegalStateException(
          "the policy's exact value is "
              + value
              + "; the environment's model and the policy's probabilities must be numbers, and the"
              + " value at most 1e100");
    }
    return value;
  }

  /** The mean over finite environments; null if there are none, or the policy has no table. */
  private static Double exactValue(List<FiniteMdp> models, Policy policy) {
    double sum = 0;
    for (FiniteMdp mdp : models) {
      Optional<StochasticPolicy> table = StochasticPolicy.of(mdp, policy);
      if (table.isEmpty()) {
        return null;
      }
      sum += new ExactSolver(mdp).value(table.get()).reward();
    }
    return models.isEmpty() ? null : (Double) (sum / models.size());
  }

  /**
   * What the log of a fitted environment leaves open about an agent's greedy policy; null in other
   * environments, or if the exact value is unknown.
   */
  static Trust trust(Environment environment, Agent agent) {
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
                                .map(table -> Trust.of(mdp, posterior, table))))
        .orElse(null);
  }

  /**
   * The document that the greedy policy shows in each state; empty if the policy is not
   * deterministic or unknown.
   */
  static int[] greedyActions(Environment environment, Agent agent) {
    boolean asItIs = agent.perception() == Perception.NONE;
    FiniteMdp mdp = asItIs ? environment.model().orElse(null) : null;
    int states = mdp == null ? 0 : mdp.states();
    Policy policy = new Checked(agent.greedy());
    int documents = environment.space().documents();
    int[] actions = new int[states];
    for (int s = 0; s < states; s++) {
      double[] row = policy.probabilities(mdp.observation(s), documents).orElse(new double[0]);
      int certain = -1;
      for (int a = 0; a < row.length; a++) {
        certain = row[a] == 1 ? a : certain;
      }
      if (certain < 0) {
        return new int[0];
      }
      actions[s] = certain;
    }
    return actions;
  }

  /** Checks the probabilities of a policy. */
  private record Checked(Policy policy) implements Policy {
    @Override
    public Slate recommend(Observation observation, RandomKey key) {
      return policy.recommend(observation, key);
    }

    @Override
    public Optional<double[]> probabilities(Observation observation, int documents) {
      Optional<double[]> told = policy.probabilities(observation, documents);
      told.ifPresent(row -> Answers.probabilities(policy, row, observation.state(), documents));
      return told;
    }
  }
}
