package dev.recsim.exact;

import dev.recsim.algebra.LinearSystem;
import dev.recsim.algebra.Vectors;
import dev.recsim.api.FiniteMdp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Solves a finite environment.
 *
 * <p><b>Sessions that are cut off.</b> {@link #value} is the expected return of a session of at
 * most {@link FiniteMdp#maxSessionLength()} steps, without rewards after the cut. {@link #optimal}
 * is the best stationary policy for sessions that are never cut off, which is also the target of a
 * learner that bootstraps at the cut. A policy that uses the remaining time can be better: {@link
 * #optimalValue} is the value of the best one, an upper bound for all policies.
 *
 * <p><b>Discounts.</b> The discount gamma in (0, 1] multiplies the reward of step t by gamma^t.
 * With gamma 1, sessions of every evaluated policy must end with probability 1.
 *
 * @param mdp the environment
 * @param gamma the discount
 */
public record ExactSolver(FiniteMdp mdp, double gamma) {
  private static final int MAX_SWEEPS = 1_000;

  /** Share of open sessions that no longer counts. */
  private static final double NEGLIGIBLE = 1e-12;

  /**
   * A solver of discounted sessions.
   *
   * @throws IllegalArgumentException if gamma is not in (0, 1]
   */
  public ExactSolver {
    if (!(gamma > 0 && gamma <= 1)) {
      throw new IllegalArgumentException("gamma must be in (0, 1], but is " + gamma);
    }
  }

  /** A solver of undiscounted sessions. */
  public ExactSolver(FiniteMdp mdp) {
    this(mdp, 1);
  }

  /**
   * Computes the exact value of a policy, with sessions cut off at the environment's maximal
   * length.
   *
   * <p>Sums expected rewards and lengths step by step, until the cut or until the sums no longer
   * change.
   */
  public PolicyValue value(StochasticPolicy policy) {
    Chain chain = chain(policy);
    int n = mdp.states();
    double[] reward = new double[n];
    double[] length = new double[n];
    double[] nextReward = new double[n];
    double[] nextLength = new double[n];
    for (int step = 0; step < mdp.maxSessionLength(); step++) {
      boolean changed = false;
      for (int s = 0; s < n; s++) {
        nextReward[s] = chain.reward[s] + gamma * Vectors.dot(chain.transition[s], reward);
        nextLength[s] = 1 + Vectors.dot(chain.transition[s], length);
        changed |= nextReward[s] != reward[s] || nextLength[s] != length[s];
      }
      double[] swap = reward;
      reward = nextReward;
      nextReward = swap;
      swap = length;
      length = nextLength;
      nextLength = swap;
      if (!changed) {
        break;
      }
    }
    return new PolicyValue(fromStart(reward), fromStart(length));
  }

  /**
   * Computes how often a policy is in each state: the expected number of steps of a session from
   * it, with sessions cut off at the environment's maximal length. Not discounted.
   */
  public double[] visits(StochasticPolicy policy) {
    Chain chain = chain(policy);
    int n = mdp.states();
    double[] at = new double[n];
    for (int s = 0; s < n; s++) {
      at[s] = mdp.start(s);
    }
    double[] visits = new double[n];
    double open = 1;
    for (int step = 0; step < mdp.maxSessionLength() && open > NEGLIGIBLE; step++) {
      double[] next = new double[n];
      open = 0;
      for (int s = 0; s < n; s++) {
        visits[s] += at[s];
        for (int t = 0; t < n; t++) {
          next[t] += at[s] * chain.transition[s][t];
        }
      }
      for (double share : next) {
        open += share;
      }
      at = next;
    }
    return visits;
  }

  /**
   * Computes the share of the steps of one policy at which another acts otherwise: the mean total
   * variation of both, weighted by the visits of the first one.
   */
  public double changed(StochasticPolicy from, StochasticPolicy to) {
    double[] visits = visits(from);
    double steps = 0;
    double changed = 0;
    for (int s = 0; s < visits.length; s++) {
      double distance = 0;
      for (int a = 0; a < mdp.actions(); a++) {
        distance += Math.abs(from.probabilities()[s][a] - to.probabilities()[s][a]);
      }
      steps += visits[s];
      changed += visits[s] * distance / 2;
    }
    return changed / steps;
  }

  /**
   * Computes the optimal stationary policy for sessions that are not cut off, by policy iteration
   * (Howard 1960) from the greedy policy for immediate rewards.
   *
   * @throws IllegalArgumentException if gamma is 1 and the sessions of a policy never end
   */
  public Solution optimal() {
    int n = mdp.states();
    int[] actions = improve(new double[n], null);
    double[] values = {};
    for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
      values =
          stationaryValues(actions)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "under some policy sessions never end: their undiscounted value is not"
                              + " finite; give the environment a probability to end, or solve with gamma"
                              + " < 1"));
      int[] better = improve(values, actions);
      if (Arrays.equals(better, actions)) {
        int[] lowest = lowestOfEquals(values);
        return new Solution(isWorth(lowest, values) ? lowest : actions, values);
      }
      actions = better;
    }
    throw new IllegalStateException("policy iteration did not settle in " + MAX_SWEEPS + " sweeps");
  }

  /**
   * Computes the expected return of the best policy that uses the remaining time, for sessions cut
   * off at the environment's maximal length, by Bellman's recursion backwards from the cut.
   */
  public double optimalValue() {
    return fromStart(backwards(values -> {}));
  }

  /**
   * Computes the expected return of the best policy from each state, by the number of remaining
   * steps. The last entry holds for all larger numbers up to the environment's maximal length.
   *
   * @return [remaining steps][states], starting with 0 steps
   */
  public List<double[]> optimalValues() {
    List<double[]> all = new ArrayList<>(List.of(new double[mdp.states()]));
    backwards(values -> all.add(values.clone()));
    return all;
  }

  /**
   * {@return what an action costs: the best expected return from a state, minus that of the action
   * followed by the best policy; 0 for the best action}
   *
   * @param now best returns from each state before the step, as in {@link #optimalValues()}
   * @param after best returns with one step fewer
   * @param row array of as many entries as there are states, overwritten
   */
  double cost(int state, int action, double[] now, double[] after, double[] row) {
    return Math.max(0, now[state] - actionValue(state, action, after, row));
  }

  /** Bellman's recursion; each step's values are given to the consumer, who must not keep them. */
  private double[] backwards(Consumer<double[]> each) {
    int n = mdp.states();
    double[] values = new double[n];
    double[] next = new double[n];
    double[] row = new double[n];
    ActionBounds bounds = new ActionBounds(n, mdp.actions());
    for (int step = 0; step < mdp.maxSessionLength(); step++) {
      boolean changed = false;
      for (int s = 0; s < n; s++) {
        next[s] = greatest(s, values, row, bounds);
        changed |= next[s] != values[s];
      }
      bounds.valuesChange(values, next, gamma);
      double[] swap = values;
      values = next;
      next = swap;
      if (!changed) {
        break;
      }
      each.accept(values);
    }
    return values;
  }

  /** The largest value of an action; skips actions that cannot have it. */
  private double greatest(int state, double[] values, double[] row, ActionBounds bounds) {
    int promising = bounds.best(state);
    double best = actionValue(state, promising, values, row);
    bounds.set(state, promising, best);
    for (int a = 0; a < mdp.actions(); a++) {
      if (a != promising && bounds.mayReach(state, a, best)) {
        double value = actionValue(state, a, values, row);
        bounds.set(state, a, value);
        if (value > best) {
          bounds.setBest(state, a);
        }
        best = Math.max(best, value);
      }
    }
    return best;
  }

  /**
   * Whether a policy has these values. Choosing an equally good action in each state can still give
   * a worse policy: waiting for a good state is as good as the state, but waiting everywhere has
   * value 0.
   */
  private boolean isWorth(int[] actions, double[] values) {
    double[] own = stationaryValues(actions).orElse(new double[0]);
    boolean equal = own.length == values.length;
    for (int s = 0; equal && s < own.length; s++) {
      equal = Math.abs(own[s] - values[s]) <= 1e-9 * Math.max(1, Math.abs(values[s]));
    }
    return equal;
  }

  /** Values for sessions that are not cut off; empty if gamma is 1 and sessions never end. */
  private Optional<double[]> stationaryValues(int[] actions) {
    Chain chain = chain(StochasticPolicy.deterministic(mdp, actions));
    int n = mdp.states();
    double[][] a = new double[n][n];
    for (int s = 0; s < n; s++) {
      for (int t = 0; t < n; t++) {
        a[s][t] = (s == t ? 1 : 0) - gamma * chain.transition[s][t];
      }
    }
    double[] values = chain.reward;
    return LinearSystem.solve(a, values) ? Optional.of(values) : Optional.empty();
  }

  /**
   * The greedy actions for these values; keeps the current action unless another one is clearly
   * better.
   */
  private int[] improve(double[] values, int[] current) {
    double[] row = new double[mdp.states()];
    int[] actions = new int[mdp.states()];
    for (int s = 0; s < actions.length; s++) {
      int best = current == null ? 0 : current[s];
      double bestValue = actionValue(s, best, values, row);
      for (int a = 0; a < mdp.actions(); a++) {
        double value = actionValue(s, a, values, row);
        if (value > bestValue + tolerance(bestValue)) {
          best = a;
          bestValue = value;
        }
      }
      actions[s] = best;
    }
    return actions;
  }

  private int[] lowestOfEquals(double[] values) {
    double[] row = new double[mdp.states()];
    int[] actions = new int[mdp.states()];
    for (int s = 0; s < actions.length; s++) {
      int a = 0;
      while (actionValue(s, a, values, row) < values[s] - tolerance(values[s])) {
        a++;
      }
      actions[s] = a;
    }
    return actions;
  }

  private static double tolerance(double value) {
    return 1e-11 * Math.max(1, Math.abs(value));
  }

  private double actionValue(int state, int action, double[] values, double[] row) {
    mdp.transition(state, action, row);
    return mdp.reward(state, action) + gamma * Vectors.dot(row, values);
  }

  private double fromStart(double[] values) {
    double sum = 0;
    for (int s = 0; s < values.length; s++) {
      sum += mdp.start(s) * values[s];
    }
    return sum;
  }

  private record Chain(double[] reward, double[][] transition) {}

  /** The Markov chain of the process under a policy. */
  private Chain chain(StochasticPolicy policy) {
    int n = mdp.states();
    double[] reward = new double[n];
    double[][] transition = new double[n][n];
    double[] row = new double[n];
    for (int s = 0; s < n; s++) {
      for (int a = 0; a < mdp.actions(); a++) {
        double p = policy.probabilities()[s][a];
        if (p == 0) {
          continue;
        }
        reward[s] += p * mdp.reward(s, a);
        mdp.transition(s, a, row);
        for (int t = 0; t < n; t++) {
          transition[s][t] += p * row[t];
        }
      }
    }
    return new Chain(reward, transition);
  }
}
