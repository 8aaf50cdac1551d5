package dev.recsim.exact;

import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Policy;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stationary policy of a finite environment as a table.
 *
 * @param probabilities [state][action], rows sum to 1
 */
public record StochasticPolicy(double[][] probabilities) {

  /** The policy that takes every action with equal probability. */
  public static StochasticPolicy uniform(FiniteMdp mdp) {
    double[][] table = new double[mdp.states()][mdp.actions()];
    for (double[] row : table) {
      Arrays.fill(row, 1.0 / mdp.actions());
    }
    return new StochasticPolicy(table);
  }

  /** The policy that takes action {@code actions[state]}. */
  public static StochasticPolicy deterministic(FiniteMdp mdp, int[] actions) {
    double[][] table = new double[mdp.states()][mdp.actions()];
    for (int s = 0; s < table.length; s++) {
      table[s][actions[s]] = 1;
    }
    return new StochasticPolicy(table);
  }

  /** The table of a policy; empty if it does not give its probabilities in every state. */
  public static Optional<StochasticPolicy> of(FiniteMdp mdp, Policy policy) {
    double[][] table = new double[mdp.states()][];
    for (int s = 0; s < table.length; s++) {
      Optional<double[]> row = policy.probabilities(mdp.observation(s), mdp.actions());
      if (row.isEmpty()) {
        return Optional.empty();
      }
      table[s] = row.get();
    }
    return Optional.of(new StochasticPolicy(table));
  }

  /** The action that is certain in each state; empty if a state has none. */
  public int[] certainActions() {
    int[] actions = new int[probabilities.length];
    for (int s = 0; s < actions.length; s++) {
      int certain = -1;
      for (int a = 0; a < probabilities[s].length; a++) {
        certain = probabilities[s][a] == 1 ? a : certain;
      }
      if (certain < 0) {
        return new int[0];
      }
      actions[s] = certain;
    }
    return actions;
  }
}
