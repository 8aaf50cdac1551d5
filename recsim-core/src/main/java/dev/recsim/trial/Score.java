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
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * What is known about the policy of an agent without playing sessions.
 *
 * @param exactValue exact expected return of the judged policy; null if it is unknown
 * @param greedyActions document that the agent's greedy policy shows in each state; empty if it is
 *     not deterministic or unknown
 * @param trust what the log of a fitted environment leaves open about the greedy policy; null in
 *     other environments, or if its exact value is unknown
 */
record Score(Double exactValue, int[] greedyActions, Trust trust) {
  /** Scores of agents that do not learn, by environment and greedy actions. */
  private static final Map<Environment, Map<List<Integer>, Score>> SOLVED =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * Computes the score of an agent. A deterministic policy that several trials share is solved
   * once.
   *
   * @param policy the judged policy
   * @throws IllegalStateException if the exact value is not finite or above 1e100 in absolute value
   */
  static Score of(Environment environment, Agent agent, Policy policy) {
    Policy greedy = agent.greedy();
    Optional<FiniteMdp> model =
        agent.perception() == Perception.NONE ? environment.model() : Optional.empty();
    Optional<StochasticPolicy> told =
        model.flatMap(it -> StochasticPolicy.of(it, new Checked(greedy)));
    if (told.isEmpty()) {
      return new Score(exactValue(environment, agent, policy), new int[0], null);
    }
    FiniteMdp mdp = model.get();
    StochasticPolicy table = told.get();
    int[] actions = table.certainActions();
    Supplier<Score> solved =
        () ->
            new Score(
                policy == greedy
                    ? checked(new ExactSolver(mdp).value(table).reward())
                    : exactValue(environment, agent, policy),
                actions,
                mdp.posterior().map(it -> Trust.of(mdp, it, table)).orElse(null));
    if (policy != greedy || actions.length == 0 || agent.learner().isPresent()) {
      return solved.get();
    }
    Map<List<Integer>, Score> known =
        SOLVED.computeIfAbsent(environment, it -> Collections.synchronizedMap(new HashMap<>()));
    List<Integer> key = Arrays.stream(actions).boxed().toList();
    // Not computed inside the map, where it would keep other policies waiting.
    Score score = known.get(key);
    if (score == null) {
      score = solved.get();
      known.put(key, score);
    }
    return score;
  }

  /**
   * The exact expected return of a policy of an agent, or null if it is unknown: the environment is
   * not finite for any kind of its users, or the agent changes its observations.
   *
   * @throws IllegalStateException if it is not finite or above 1e100 in absolute value
   */
  static Double exactValue(Environment environment, Agent agent, Policy policy) {
    List<FiniteMdp> models =
        agent.perception() == Perception.NONE ? HiddenKinds.models(environment) : List.of();
    double sum = 0;
    for (FiniteMdp mdp : models) {
      Optional<StochasticPolicy> table = StochasticPolicy.of(mdp, new Checked(policy));
      if (table.isEmpty()) {
        return null;
      }
      sum += new ExactSolver(mdp).value(table.get()).reward();
    }
    return models.isEmpty() ? null : (Double) checked(sum / models.size());
  }

  private static double checked(double value) {
    if (!(Math.abs(value) <= Answers.LARGEST)) {
      throw new IllegalStateException(
          "the policy's exact value is "
              + value
              + "; the environment's model and the policy's probabilities must be numbers, and the"
              + " value at most 1e100");
    }
    return value;
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
